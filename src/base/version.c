/* SPDX-License-Identifier: Apache-2.0 */
/* What the library in use says of itself. */
#include <biosock.h>
#include <openssl/crypto.h>

static const char *const versions[] = {
	[OPENSSL_VERSION] = "biosock " BIOSOCK_VERSION " (OpenSSL 3.6 BIO socket API)",
	[OPENSSL_CFLAGS] = "compiler: N/A",
	[OPENSSL_BUILT_ON] = "built on: N/A",
	[OPENSSL_PLATFORM] = "platform: N/A",
	[OPENSSL_DIR] = "OPENSSLDIR: N/A",
	[OPENSSL_ENGINES_DIR] = "ENGINESDIR: N/A",
	[OPENSSL_VERSION_STRING] = OPENSSL_VERSION_STR,
	[OPENSSL_FULL_VERSION_STRING] = OPENSSL_FULL_VERSION_STR,
	[OPENSSL_MODULES_DIR] = "MODULESDIR: N/A",
	[OPENSSL_CPU_INFO] = "CPUINFO: N/A",
};

const char *OpenSSL_version(int type)
{
	if (type < 0 || (size_t)type >= sizeof(versions) / sizeof(versions[0]))
		return "not available";
	return versions[type];
}

unsigned long OpenSSL_version_num(void)
{
	return OPENSSL_VERSION_NUMBER;
}

unsigned int OPENSSL_version_major(void)
{
	return OPENSSL_VERSION_MAJOR;
}

unsigned int OPENSSL_version_minor(void)
{
	return OPENSSL_VERSION_MINOR;
}

unsigned int OPENSSL_version_patch(void)
{
	return OPENSSL_VERSION_PATCH;
}

const char *OPENSSL_version_pre_release(void)
{
	return OPENSSL_VERSION_PRE_RELEASE;
}

const char *OPENSSL_version_build_metadata(void)
{
	return OPENSSL_VERSION_BUILD_METADATA;
}
