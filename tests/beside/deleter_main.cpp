/* SPDX-License-Identifier: Apache-2.0 */
#include <cstdio>

extern bool with_biosock();
extern bool with_openssl();

int main()
{
	for (int turn = 0; turn < 2; turn++) {
		bool biosock_works = with_biosock(), openssl_works = with_openssl();

		if (!biosock_works || !openssl_works) {
			std::fprintf(
			    stderr, "biosock's %d, OpenSSL's %d\n", biosock_works, openssl_works);
			return 1;
		}
	}
	return 0;
}
