// SPDX-License-Identifier: Apache-2.0
// node's own TLS before and after an addon that uses biosock: a server and a client with a key that both know, and no
// certificate.
// usage: node node.js ADDON
'use strict';
const tls = require('tls');
const key = Buffer.from('00112233445566778899aabbccddeeff', 'hex');
const common = { ciphers: 'PSK-AES128-GCM-SHA256', maxVersion: 'TLSv1.2' };

function greet() {
	return new Promise((resolve, reject) => {
		const server = tls.createServer({ ...common, pskCallback: () => key }, (peer) => peer.end('hello'));
		server.on('error', reject).on('tlsClientError', reject);
		server.listen(0, '127.0.0.1', () => {
			const client = tls.connect({ ...common, host: '127.0.0.1', port: server.address().port,
				pskCallback: () => ({ psk: key, identity: 'test' }), checkServerIdentity: () => undefined });
			let text = '';
			client.setEncoding('utf8').on('error', reject);
			client.on('data', (piece) => { text += piece; });
			client.on('end', () => { server.close(); resolve(text); });
		});
	});
}

async function main() {
	const before = await greet();
	const wrong = require(process.argv[2]);
	const after = await greet();
	if (wrong !== 'nothing' || before !== 'hello' || after !== 'hello')
		throw new Error(`the addon: ${wrong}; node's TLS: ${before}, ${after}`);
}
main().catch((error) => { console.error(error); process.exit(1); });
