# SPDX-License-Identifier: Apache-2.0
# Pairs and datagrams in memory: BIO_s_bio, BIO_s_dgram_pair, BIO_s_dgram_mem. The latter two are newer than OpenSSL 3.0.
biosock_test(s_bio ORACLE)
biosock_test(s_bio_bad ORACLE)
biosock_test(s_bio_model ORACLE)
biosock_test(pair_memory)
biosock_test(s_dgram_pair NEWER)
biosock_test(s_dgram_mem NEWER)
biosock_test(dgram_mmsg NEWER)
biosock_test(dgram_threads)
biosock_test(dgram_model NEWER)
