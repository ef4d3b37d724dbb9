# SPDX-License-Identifier: Apache-2.0
# Headers and pages agree: what a header declares is in the NAME and the SYNOPSIS of exactly one page, and what
# a SYNOPSIS has is declared so, in the headers that the same SYNOPSIS tells to include.
# usage: synopsis_test.pl SOURCE_FOLDER CC [FLAG]...
use strict;
use warnings;
use File::Temp;

my ($source, @cc) = @ARGV;
my $work = File::Temp->newdir;
my $include = "$source/include";
my $failures = 0;

# What ssl.h refuses.
my %refused = map { $_ => 1 } slurp("$source/abi/refused_functions") =~ /^(\w+) \d/mg;

# Macros that are no calls: what declarations are made of.
my $no_page = qr/^(?:OSSL_DEPRECATED|OPENSSL_MSTR|BIOSOCK_NO_TLS|ossl_)/;

sub failed {
	print "@_\n";
	$failures++;
}

sub slurp {
	my ($path) = @_;
	open my $in, '<', $path or die "$path: $!\n";
	local $/;
	return <$in>;
}

sub spit {
	my ($path, $text) = @_;
	open my $out, '>', $path or die "$path: $!\n";
	print $out $text;
	close $out or die "$path: $!\n";
}

# The preprocessed public headers, without those of the system. Macros are left in it as #define lines.
sub own_text {
	my @headers = map { s{^\Q$include\E/}{}r } grep { slurp($_) !~ /BIOSOCK_GUARDED/ }
	    glob "$include/openssl/*.h $include/*.h";
	spit("$work/headers.c", join '', map { "#include <$_>\n" } @headers);
	open my $in, '-|', @cc, '-E', '-dD', "$work/headers.c" or die "$cc[0]: $!\n";
	my ($ours, $text) = (0, '');
	while (<$in>) {
		if (/^# \d+ "(.*?)"/) {
			$ours = index($1, "$include/") == 0;
		} elsif ($ours) {
			$text .= $_;
		}
	}
	close $in or die "$cc[0] cannot read the headers\n";
	return $text;
}

# What a declaration declares: a function may return a pointer to a function.
sub declared_name {
	my ($declaration) = @_;
	return $1 if $declaration =~ /^[\w\s*]*\(\s*\*\s*(\w+)\s*\(/;
	return $declaration =~ /(\w+)\s*\(/ ? $1 : undef;
}

# { name => kind }: function, macro (with parameters), alias (a macro that is a function's other name), other.
sub public_names {
	my ($text) = @_;
	my (%kind, %alias);
	while ($text =~ /^#define (\w+)(\(?)[ ]?(.*)$/mg) {
		my ($name, $paren, $body) = ($1, $2, $3);
		$kind{$name} = $paren ? 'macro' : 'other';
		$alias{$name} = $body if !$paren && $body =~ /^[A-Za-z_]\w*$/;
	}
	$text =~ s/^#.*$//mg;
	my $balanced = qr/(\((?:[^()]++|(?1))*\))/;
	$text =~ s/__attribute__\s*$balanced//g;
	my $braces = qr/(\{(?:[^{}]++|(?1))*\})/;
	$text =~ s/$braces/;/g;
	for (split /;/, $text) {
		next if /^\s*typedef\b/;
		my $name = declared_name($_);
		$kind{$name} = 'function' if defined $name;
	}
	for (keys %alias) {
		$kind{$_} = 'alias' if ($kind{ $alias{$_} } // '') eq 'function';
	}
	return \%kind;
}

# A macro line's arguments, quoted or not.
sub arguments {
	my ($line) = @_;
	my @found;
	push @found, defined $1 ? $1 : $2 while $line =~ /\G\s*(?:"([^"]*)"|(\S+))/g;
	return @found;
}

# The page's names, headers, and functions: [type, name, argument...].
sub read_page {
	my ($path) = @_;
	my %page = (names => [], headers => [], functions => []);
	my ($section, $type, $open) = ('', '', undef);
	for (split /\n/, slurp($path)) {
		if (/^\.Sh (.*)/) {
			$section = $1;
		} elsif ($section eq 'NAME' && /^\.Nm (\w+)/) {
			push @{ $page{names} }, $1;
		} elsif ($section ne 'SYNOPSIS') {
			next;
		} elsif (/^\.In (\S+)/) {
			push @{ $page{headers} }, $1;
		} elsif (/^\.Ft (.*)/) {
			$type = $1;
		} elsif (/^\.F([no]) (.*)/) {
			my ($letter, @words) = ($1, arguments($2));
			push @{ $page{functions} }, [$type, @words];
			$open = $letter eq 'o';
		} elsif ($open && /^\.Fa (.*)/) {
			push @{ $page{functions}[-1] }, arguments($1);
		} elsif (/^\.Fc/) {
			$open = 0;
		}
	}
	return \%page;
}

# A declaration for the compiler to compare with the header's. Of a macro, the number of its arguments counts.
sub declaration {
	my ($kind, $number, $name, $type, $declarator, @arguments) = @_;
	if ($kind eq 'function' || $kind eq 'alias') {
		return "_Static_assert(sizeof(&$name) > 0, \"declared\");\n"
		    . "$type $declarator(" . join(', ', @arguments) . ");\n";
	}
	my $use = $kind eq 'macro' ? "$name(" . join(', ', ('x') x @arguments) . ')' : $name;
	return "#ifndef $name\n#error $name is not defined\n#endif\n"
	    . "extern const char use_$number\[];\nconst char use_$number\[] = TEXT($use);\n";
}

sub check_page {
	my ($path, $kinds, $seen) = @_;
	my ($file) = $path =~ m{([^/]+)$};
	my $page = read_page($path);
	my %named = map { $_ => 1 } @{ $page->{names} };
	my $code = "#define OPENSSL_SUPPRESS_DEPRECATED\n" . join '', map { "#include <$_>\n" } @{ $page->{headers} };
	my $number = 0;

	$code .= "#define TEXT_OF(x) #x\n#define TEXT(x) TEXT_OF(x)\n";
	for (@{ $page->{functions} }) {
		my ($type, $declarator, @arguments) = @$_;
		my $name = declared_name("$declarator(");
		my $kind = $kinds->{$name};
		failed("$file: $name is in the SYNOPSIS but in no header"), next if !defined $kind;
		failed("$file: $name is in the SYNOPSIS but not in NAME") if !$named{$name};
		failed("$file: $name has a page already: $seen->{$name}") if exists $seen->{$name};
		failed("$file: $name without parameters is not written with void")
		    if !@arguments && ($kind eq 'function' || $kind eq 'alias');
		$seen->{$name} = $file;
		$code .= declaration($kind, ++$number, $name, $type, $declarator, @arguments);
	}
	for (grep { ($seen->{$_} // '') ne $file } keys %named) {
		failed("$file: $_ is in NAME but not in the SYNOPSIS") if "$_.3" ne $file;
	}
	spit("$work/$file.c", $code);
	system(@cc, '-c', '-o', "$work/$file.o", "$work/$file.c") == 0
	    or failed("$file: the SYNOPSIS does not compile with the headers it names");
}

my $kinds = public_names(own_text());
my %seen;
my @pages = glob "$source/man/*.3";

check_page($_, $kinds, \%seen) for @pages;
for my $name (sort keys %$kinds) {
	next if $kinds->{$name} eq 'other' || $name =~ $no_page || $refused{$name};
	failed("$name is in a header but on no page") if !exists $seen{$name};
}
if (-e "$source/abi/symbols") {
	for my $name (slurp("$source/abi/symbols") =~ /^(\w+) (?!tag)\w+$/mg) {
		failed("$name is in abi/symbols but on no page") if !exists $seen{$name};
	}
}
my $functions = grep { $_ eq 'function' } values %$kinds;
failed("only $functions functions found in the headers") if $functions < 80;
printf "%d pages, %d names, %d functions\n", scalar @pages, scalar keys %seen, $functions;
exit($failures == 0 ? 0 : 1);
