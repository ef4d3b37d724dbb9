/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A scene is one public call, on real loopback sockets, that is played once for every way in which
 * a system call below it can fail. What must come of each is a row of a table.
 */
#ifndef BIOSOCK_TESTS_SCENE_H
#define BIOSOCK_TESTS_SCENE_H

#include <stdbool.h>
#include <stddef.h>

#include "support/faults.h"
#include "support/peer.h"

/* Of a version newer than an older libcrypto's headers. */
#ifndef BIO_R_UNABLE_TO_TFO
#define BIO_R_TFO_DISABLED          106
#define BIO_R_TFO_NO_KERNEL_SUPPORT 108
#define BIO_R_UNABLE_TO_TFO         109
#endif

enum outcome {
	OUTCOME_NONE,     /* it succeeds as if nothing had been, no record */
	OUTCOME_TWO,      /* it fails; two records, (SYS, errno) and (BIO, reason) */
	OUTCOME_SYS,      /* it fails; (SYS, errno) alone */
	OUTCOME_RESOLVER, /* it fails; (BIO, reason) alone, errno kept */
	OUTCOME_MEMORY,   /* it fails; (CRYPTO, ERR_R_MALLOC_FAILURE) alone */
	OUTCOME_SILENT,   /* it fails; errno, no record */
	OUTCOME_RETRY,    /* the same, and the errno says to try again */
};

/* What must come of a fault. The first row that fits counts. */
struct want {
	enum fault_call call;
	int n;    /* which of the calls; 0: any */
	int code; /* which errno or EAI code; 0: any */
	enum outcome outcome;
	int reason;
	const char *function;  /* in the records; NULL: the scene's */
	const char *in_oracle; /* a helper's, where libcrypto names that instead */
	const char *told_as;   /* the call in the record; NULL: as it is */
	bool spent;            /* calling again makes no sense */
	bool arguments;        /* the record names the call's arguments */
	bool followed;         /* by BIO_new()'s word that there is no BIO, it may be */
	bool last;             /* of the last such call only */
	bool theirs;           /* of libcrypto only, which calls what others do not */
	int leaves;            /* which errno; 0: the call's */
};

/* The objects of a scene. */
struct stage {
	int fd;   /* what the call is made on; -1: none */
	int peer; /* the other end's, -1: none */
	int made; /* what the call returned, if that is a descriptor */
	int held; /* how many descriptors the BIO has that it had not before */
	BIO *bio; /* freed with the rest; NULL: none */
	union peer_addr at;
	BIO_ADDRINFO *list;
	char *text;
};

struct scene {
	const char *name;     /* "group: which" */
	const char *function; /* the public call, as records name it */
	int family;
	int options;
	void (*prepare)(const struct scene *scene, struct stage *stage); /* NULL: nothing to */
	/* The call. 1 for success, whose descriptor or text goes to the stage. */
	int (*act)(const struct scene *scene, struct stage *stage);
	/* That it really succeeded; NULL: act knows. */
	bool (*holds)(const struct scene *scene, struct stage *stage);
	int failure;         /* what the call returns when it fails */
	int retry;           /* what it returns when it is to be repeated; 0: the same */
	int under_way;       /* the errno with which it "fails" though nothing is wrong; 0: none */
	enum fault_call met; /* a failure that is part of the scene, if met_code is not 0 */
	int met_code;
	bool every; /* play it with every call of a kind failing, too */
	/* What it needs that is not here; NULL, or returning NULL: nothing. */
	const char *(*lacks)(void);
	const struct want *wants, *option_wants; /* those of setsockopt, if they differ */
	size_t want_count, option_want_count;
};

#define WANTS(table) .wants = (table), .want_count = sizeof(table) / sizeof((table)[0])
#define OPTIONS(table)                                                                             \
	.option_wants = (table), .option_want_count = sizeof(table) / sizeof((table)[0])

/*
 * Plays the scenes whose names begin so, each without a fault first; wants are CHECKed. At least
 * one fault a scene, or that is a failure too.
 */
void scenes_play(const struct scene *scenes, size_t n, const char *group);
/* How many (scene, call, n, code) have been played so far, and scenes that could not be. */
long scenes_played(void);
int scenes_skipped(void);

/* In what ways a call fails; up to the first 0. */
const int *scene_codes(enum fault_call call);
/* The errno that a call leaves which fails so. */
int scene_errno(enum fault_call call, int code);

/* Those that libcrypto plays alike, or differs in by a D-number; and biosock's own. */
extern const struct scene call_scenes[], helper_scenes[], own_scenes[], bio_scenes[];
extern const size_t call_scene_count, helper_scene_count, own_scene_count, bio_scene_count;

/*
 * Objects for more than one file: a socket and its address to be; a listener to connect to; a
 * listener to which somebody has connected.
 */
void stage_loose(const struct scene *scene, struct stage *stage);
void stage_called(const struct scene *scene, struct stage *stage);
void stage_accepting(const struct scene *scene, struct stage *stage);
/* The connection is there. */
bool stage_is_connected(const struct scene *scene, struct stage *stage);

int act_socket(const struct scene *scene, struct stage *stage);
int act_bind(const struct scene *scene, struct stage *stage);
int act_connect(const struct scene *scene, struct stage *stage);
int act_listen(const struct scene *scene, struct stage *stage);
int act_lookup(const struct scene *scene, struct stage *stage);

#endif
