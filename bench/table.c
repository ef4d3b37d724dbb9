/* SPDX-License-Identifier: Apache-2.0 */
/* The results in words: the table, the page around it, the README's part of it. */
#include "table.h"

#include "bench.h"

void report_add(struct report *report, const struct row *row)
{
	if (report->n == sizeof(report->rows) / sizeof(report->rows[0]))
		bench_die("too many rows");
	report->rows[report->n++] = *row;
}

static double times_libcrypto(const struct row *row)
{
	if (row->times_raw[BIOSOCK] > 0)
		return row->times_raw[LIBCRYPTO] / row->times_raw[BIOSOCK];
	return row->cost[BIOSOCK] > 0 ? row->cost[LIBCRYPTO] / row->cost[BIOSOCK] : 0;
}

/* What a table's cell holds. */
typedef char cell[32];

static void cost_text(double cost, enum unit unit, cell out)
{
	static const char *const small[] = { [NANOSECONDS] = "ns", [BYTES] = "B" };
	static const char *const large[] = { [NANOSECONDS] = "us", [BYTES] = "kB" };
	double thousand = cost / 1000;

	if (cost <= 0)
		snprintf(out, sizeof(cell), "-");
	else if (thousand < 1)
		snprintf(out, sizeof(cell), "%.0f %s", cost, small[unit]);
	else
		snprintf(
		    out, sizeof(cell), "%.*f %s", thousand < 100 ? 2 : 0, thousand, large[unit]);
}

static void times_text(double times, cell out)
{
	if (times <= 0)
		snprintf(out, sizeof(cell), "-");
	else
		snprintf(out, sizeof(cell), "%.*f x", times < 10 ? 2 : 0, times);
}

static void budget_text(const struct row *row, cell out)
{
	const struct budget *budget = &row->budget;
	cell cost;

	cost_text(budget->limit, row->unit, cost);
	out[0] = '\0';
	if (budget->kind == BUDGET_BELOW)
		snprintf(out, sizeof(cell), "< %.20s", cost);
	if (budget->kind == BUDGET_BEYOND_RAW)
		snprintf(out, sizeof(cell), "<= raw + %.20s", cost);
	if (budget->kind == BUDGET_TIMES_RAW)
		snprintf(out, sizeof(cell), "<= %.2f x raw", budget->limit);
}

static const char *verdict(const struct row *row)
{
	const double limit = row->budget.limit, cost = row->cost[BIOSOCK];
	const bool kept[] = {
		[BUDGET_NONE] = true,
		[BUDGET_BELOW] = cost < limit,
		[BUDGET_BEYOND_RAW] = row->cost[RAW] * (row->times_raw[BIOSOCK] - 1) <= limit,
		[BUDGET_TIMES_RAW] = row->times_raw[BIOSOCK] <= limit,
	};

	if (row->budget.kind == BUDGET_NONE)
		return "";
	return kept[row->budget.kind] ? "met" : "missed";
}

enum { COLUMNS = 8 };

static void print_cells(FILE *to, bool markdown, const char *const cells[COLUMNS])
{
	static const int width[COLUMNS] = { -45, 9, 9, 9, 11, 17, 18, 7 };

	for (int i = 0; i < COLUMNS; i++) {
		if (markdown)
			fprintf(to, "| %s ", cells[i]);
		else
			fprintf(to, "%*s ", width[i], cells[i]);
	}
	fputs(markdown ? "|\n" : "\n", to);
}

static void print_row(FILE *to, bool markdown, const struct row *row)
{
	cell raw, biosock, libcrypto, times, gain, budget;
	const char *const cells[COLUMNS] = { row->name, raw, biosock, libcrypto, times, gain,
		budget, verdict(row) };

	cost_text(row->cost[RAW], row->unit, raw);
	cost_text(row->cost[BIOSOCK], row->unit, biosock);
	cost_text(row->cost[LIBCRYPTO], row->unit, libcrypto);
	times_text(row->times_raw[BIOSOCK], times);
	times_text(times_libcrypto(row), gain);
	budget_text(row, budget);
	print_cells(to, markdown, cells);
}

void report_table(FILE *to, const struct report *report, bool markdown)
{
	static const char *const head[COLUMNS] = { "operation", "raw", "biosock", "libcrypto",
		"biosock/raw", "libcrypto/biosock", "budget", "" };

	print_cells(to, markdown, head);
	if (markdown)
		fputs("|---|---:|---:|---:|---:|---:|---|---|\n", to);
	for (size_t i = 0; i < report->n; i++)
		print_row(to, markdown, &report->rows[i]);
}

static const char how[] =
    "\n"
    "**One process.** The operations over BIO are one source file, compiled twice: with\n"
    "biosock's headers against `libbiosock.so`, and with OpenSSL's against the system's\n"
    "`libcrypto.so`. Each becomes a plug-in that the driver opens with `RTLD_LOCAL`, so both\n"
    "libraries are in the process at once, each is called through its own plug-in's PLT as\n"
    "from any program, and neither sees the other. A third plug-in does the same with bare\n"
    "system calls and libc, with no error handling, as the limit.\n"
    "\n"
    "**Turn about.** Each operation is timed in many short batches, the three contestants in\n"
    "turn and the first of them another each round, so that what else the machine does hits\n"
    "all alike. A cost is the median of the batches; what a batch needs (a full backlog, a\n"
    "listener) is made and cleared away outside of the time taken. A ratio is the median of\n"
    "the ratios of the rounds, within which the machine was in one state, so it is not quite\n"
    "the quotient of the medians beside it. Read the ratios, not the times: only they survive\n"
    "a change of machine.\n"
    "\n"
    "**The operations.** *lookup*: `BIO_lookup` and `BIO_ADDRINFO_free`; raw is `inet_pton`\n"
    "into one `sockaddr`, where `*` has two addresses. *split*: `BIO_parse_hostserv`; raw is\n"
    "`strrchr` and two copies. *as text*: numeric `BIO_ADDR_hostname_string` and\n"
    "`BIO_ADDR_service_string`, freed; raw is `inet_ntop` and `snprintf`. *accept*:\n"
    "`BIO_accept_ex(BIO_SOCK_NONBLOCK)`; raw is `accept4`. *socket, connect, close*:\n"
    "`BIO_socket`, `BIO_connect(KEEPALIVE | NODELAY | NONBLOCK)`, `BIO_closesocket`, over\n"
    "loopback; raw is one `socket`, two `setsockopt`, `connect`, `close`. *failing*:\n"
    "`BIO_accept_ex` and `BIO_bind` on what is no socket, then `ERR_clear_error`; raw is the\n"
    "system call alone. *process*: from `posix_spawn` to the end of a program that opens one\n"
    "socket and closes it, the shared libraries found without a search. *stripped*: the\n"
    "file's bytes. *static link*: what a stripped program that looks up, connects and prints\n"
    "its errors weighs more than the raw one.\n";

void report_page(FILE *to, const struct report *report)
{
	const struct setting *setting = &report->setting;

	fputs("<!-- written by script/bench -->\n# What it costs\n\n", to);
	fprintf(to, "%s, against %s, on %s (%s).\n\n", setting->version[BIOSOCK],
	    setting->version[LIBCRYPTO], setting->machine, setting->system);
	report_table(to, report, true);
	fputs("\n![biosock and libcrypto against the bare system calls](bench.svg)\n\n"
	      "`script/bench` made this page, and makes it again. How:\n",
	    to);
	fputs(how, to);
}

void report_summary(FILE *to, const struct report *report)
{
	fputs(
	    "| operation | bare system calls | biosock | libcrypto |\n|---|---:|---:|---:|\n", to);
	for (size_t i = 0; i < report->n; i++) {
		const struct row *row = &report->rows[i];
		cell cells[CONTESTANTS];

		for (size_t who = 0; who < CONTESTANTS; who++)
			cost_text(row->cost[who], row->unit, cells[who]);
		fprintf(to, "| %s | %s | %s | %s |\n", row->name, cells[RAW], cells[BIOSOCK],
		    cells[LIBCRYPTO]);
	}
}
