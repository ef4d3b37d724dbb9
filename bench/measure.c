/* SPDX-License-Identifier: Apache-2.0 */
/* Taking times: many short batches, the contestants turn about, and of each the median. */
#include <stdlib.h>
#include <time.h>

#include "bench.h"

/* Rounds before the first that counts: caches, lazy binding, the libraries' own initialisation. */
#define WARM_UP 3

uint64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double median(double *samples, size_t n)
{
	qsort(samples, n, sizeof(*samples), by_size);
	return (samples[(n - 1) / 2] + samples[n / 2]) / 2;
}

static double median_ratio(const double *of, const double *to, size_t rounds)
{
	double *ratios = calloc(rounds, sizeof(*ratios));
	double result;

	if (ratios == NULL)
		bench_die("memory");
	for (size_t i = 0; i < rounds; i++)
		ratios[i] = of[i] / to[i];
	result = median(ratios, rounds);
	free(ratios);
	return result;
}

void measure_fill(double *const samples[CONTESTANTS], size_t rounds, struct row *out)
{
	for (size_t i = 0; i < CONTESTANTS; i++) {
		if (samples[i] != NULL)
			out->times_raw[i] = median_ratio(samples[i], samples[RAW], rounds);
	}
	for (size_t i = 0; i < CONTESTANTS; i++) {
		if (samples[i] != NULL)
			out->cost[i] = median(samples[i], rounds);
	}
}

static operation_fn *operation_of(const struct operations *of, const struct bench_case *bench_case)
{
	return *(operation_fn *const *)(const void *)((const char *)of + bench_case->operation);
}

/* Nanoseconds an operation, of one batch. */
static double time_batch(
    const struct bench_case *bench_case, const struct operations *who, struct loopback *loopback)
{
	operation_fn *operation = operation_of(who, bench_case);
	struct job job = { .n = bench_case->n,
		.text = bench_case->text,
		.host = bench_case->host,
		.service = bench_case->service,
		.for_server = bench_case->for_server };
	uint64_t start, end;
	size_t good;

	if (bench_case->prepare != NULL)
		bench_case->prepare(loopback, &job);
	start = now_ns();
	good = operation(&job);
	end = now_ns();
	if (good != job.n)
		bench_die(bench_case->name);
	if (bench_case->finish != NULL)
		bench_case->finish(loopback, &job);
	return (double)(end - start) / (double)job.n;
}

/* Another begins each round, and they go round the other way every other time: who comes after whom
 * is the same for all. */
static size_t whose_turn(size_t round, size_t turn)
{
	size_t i = (round / 2 + turn) % CONTESTANTS;

	return round % 2 == 0 ? i : CONTESTANTS - 1 - i;
}

void measure_case(const struct bench_case *bench_case,
    const struct operations *const who[CONTESTANTS], const struct effort *effort, struct row *out)
{
	double *all = calloc(CONTESTANTS * effort->rounds, sizeof(*all));
	double *samples[CONTESTANTS];
	struct loopback loopback;

	if (all == NULL)
		bench_die("memory");
	for (size_t i = 0; i < CONTESTANTS; i++)
		samples[i] = all + i * effort->rounds;
	loopback_open(&loopback);
	for (size_t round = 0; round < WARM_UP + effort->rounds; round++) {
		for (size_t turn = 0; turn < CONTESTANTS; turn++) {
			size_t i = whose_turn(round, turn);
			double cost = time_batch(bench_case, who[i], &loopback);

			if (round >= WARM_UP)
				samples[i][round - WARM_UP] = cost;
		}
	}
	loopback_close(&loopback);
	measure_fill(samples, effort->rounds, out);
	free(all);
}
