#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Completions: each shell takes what is printed for it, and offers what --help lists.
# shellcheck source=tests/support/command.sh disable=SC2154
. "${0%/*}/../support/command.sh" "$@"

# What --help of a verb lists, a word a line.
options_of() {
	"$biosock" "$1" --help | tr -d '\r' | sed -n 's/^  \(-.*\)/\1/p' | grep -oE '^(-[a-zA-Z0-9], )?-{1,2}[a-z0-9-]+' | sed 's/, /\n/' | sort
}

# by_bash WORD...: what is offered for the last one, a word a line.
by_bash() {
	"$biosock" completion bash | tr -d '\r' >completions
	# shellcheck disable=SC2016
	bash -c '. ./completions
		compopt() { :; }
		COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
		_biosock
		printf "%s\n" "${COMPREPLY[@]}"' bash "$@" | sort
}

by_fish() {
	"$biosock" completion fish | tr -d '\r' >completions
	HOME=$PWD fish -c "source completions; complete -C '$*'" | cut -f1 | sort
}

# The completion system itself takes a terminal; this takes what it hands over.
by_zsh() {
	"$biosock" completion zsh | tr -d '\r' >_biosock
	# shellcheck disable=SC2016
	zsh -fc '_arguments() { print -rl -- "$@"; }; _describe() { print -rl -- "${(@P)2}"; }; _files() { :; }
		_normal() { print -r -- "word $CURRENT of" "${words[@]}"; }
		words=("$@") CURRENT=$#; . ./_biosock' zsh "$@"
}

offers_options() {
	local verb
	for verb in listen connect probe doctor; do
		expect_equal "$(by_bash biosock $verb -)" "$(options_of $verb)"
	done
	expect_equal "$(by_bash biosock completion '')" "$(printf '%s\n' -h --help bash zsh fish | sort)"
}

offers_verbs() {
	expect_equal "$(by_bash biosock '')" "$(printf '%s\n' listen connect probe doctor completion help --help --version | sort)"
	expect_equal "$(by_bash biosock conn)" connect
}

# A person's bash makes three words of one.
offers_arguments_after_equals() {
	expect_equal "$(by_bash biosock connect --until = p)" peer
	expect_equal "$(by_bash biosock connect --until =)" "$(printf '%s\n' both input peer)"
	expect_equal "$(by_bash biosock listen --proxy-protocol =)" "$(printf '%s\n' v1 v2)"
	expect_equal "$(by_bash biosock listen --ready-file =)" ""
}

offers_verbs_after_help() {
	expect_equal "$(by_bash biosock help '')" "$(printf '%s\n' listen connect probe doctor completion | sort)"
	expect_equal "$(by_bash biosock help conn)" connect
}

offers_arguments() {
	expect_equal "$(by_bash biosock connect --until p)" peer
	expect_equal "$(by_bash biosock connect --until '')" "$(printf '%s\n' both input peer)"
	expect_equal "$(by_bash biosock listen --ready-file '')" ""
}

# What stands behind "--" is no option of biosock's.
leaves_programs_alone() {
	expect_equal "$(by_bash biosock probe --wait 1s a:1 -- ls -)" ""
	expect_equal "$(by_bash biosock listen --exec :1 -- bas | grep -x bash | sort -u)" bash
}

fish_offers() {
	command -v fish >/dev/null || skip "no fish here"
	expect_equal "$(by_fish biosock conn)" connect
	expect_equal "$(by_fish "biosock connect --until ")" "$(printf '%s\n' both input peer)"
	expect_equal "$(by_fish "biosock listen --disc")" --discard
	expect_equal "$(by_fish "biosock connect --disc")" ""
	expect_equal "$(by_fish "biosock help conn")" connect
	expect_equal "$(by_fish "biosock completion ")" "$(printf '%s\n' bash fish zsh)"
	expect_equal "$(by_fish "biosock --vers")" --version
	touch here.sock
	expect_equal "$(by_fish "biosock connect ./here")" ./here.sock
	expect_equal "$(by_fish "biosock connect here")" ""
	expect_equal "$(by_fish "biosock probe --wait 1s a:1 -- ls --al")" "$(by_fish "ls --al")"
	expect_equal "$(by_fish "biosock listen --exec :1 -- bas" | grep -x bash | sort -u)" bash
}

zsh_takes() {
	local option
	command -v zsh >/dev/null || skip "no zsh here"
	by_zsh biosock '' >verbs
	grep -qx "doctor:tell what this machine's sockets can do" verbs
	grep -qx -e '--version:tell which biosock this is' verbs
	by_zsh biosock help '' >helped
	grep -v '^\(help\|--.*\):' verbs | cmp - helped
	by_zsh biosock connect - >rows
	for option in $(options_of connect); do
		grep -qE -e "^(\([^)]*\))?$option(=-?)?\[" rows || fail "no $option in $(cat rows)"
	done
	grep -q '^--until=\[.*both; at a terminal\\: peer.*:(peer input both)$' rows
	grep -qx '\*:address:_biosock_address' rows
	expect_equal "$(by_zsh biosock probe --wait 1s a:1 -- ls -)" "word 2 of ls -"
	expect_equal "$(by_zsh biosock completion '' | tail -n 1)" '1:shell:(bash zsh fish)'
	expect_equal "$(by_zsh biosock doctor '' | wc -l)" 4
	expect_status 0 zsh -n ./_biosock
}

# says LINE ARGUMENT...
says() {
	expect_status 2 timeout 20 "$biosock" "${@:2}" </dev/null >out 2>message
	expect_equal "$(tr -d '\r' <message)" "biosock: $1"
	expect_status 1 test -s out
}

it "bash: options" offers_options
it "bash: verbs" offers_verbs
it "bash: arguments" offers_arguments
it "bash: arguments after =" offers_arguments_after_equals
it "bash: verbs after help" offers_verbs_after_help
it "bash: programs" leaves_programs_alone
it "fish" fish_offers
it "zsh" zsh_takes
it "no shell" says "completion: a shell is missing; see biosock completion --help" completion
it "another shell" says "completion: 'csh' is none of bash, zsh and fish" completion csh
it "two shells" says "completion: 'zsh' is one argument too many" completion bash zsh
summary
