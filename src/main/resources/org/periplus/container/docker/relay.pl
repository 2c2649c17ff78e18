# Passes each connection to 127.0.0.1:PORT on to the Unix socket PROXY, byte for byte. A proxy that
# is away, because its server is started anew, is waited for. Needs nothing but Perl's own modules
# of Debian's perl-base.
use strict;
use warnings;
use IO::Handle;
use Socket;
use Errno;

my ($port, $proxy, $most, $patience) = @ARGV;
my $block = 65536;
$SIG{PIPE} = 'IGNORE';

socket(my $door, PF_INET, SOCK_STREAM, 0) or die "socket: $!\n";
setsockopt($door, SOL_SOCKET, SO_REUSEADDR, 1) or die "setsockopt: $!\n";
bind($door, sockaddr_in($port, INADDR_LOOPBACK)) or die "bind: $!\n";
listen($door, $most) or die "listen: $!\n";
$door->blocking(0);
STDOUT->autoflush(1);
print "ready\n";

my @waiting;    # clients for whom the proxy did not answer yet: [client, since]
my %pairs;      # connections: number => [flow there, flow back]
my $number = 0;

while (1) {
  my ($read, $write) = ('', '');
  vec($read, fileno $door, 1) = 1 if @waiting + keys %pairs < $most;
  for my $flow (map { @$_ } values %pairs) {
    if (length $flow->{held}) { vec($write, fileno $flow->{to}, 1) = 1 }
    elsif (!$flow->{ended}) { vec($read, fileno $flow->{from}, 1) = 1 }
  }
  my $found = select($read, $write, undef, @waiting ? 0.5 : undef);
  next if $found < 0;
  if (vec($read, fileno $door, 1) && accept(my $client, $door)) { push @waiting, [$client, time] }
  @waiting = grep { !joined(@$_) } @waiting;
  for my $key (keys %pairs) {
    for my $flow (@{ $pairs{$key} }) {
      my $moved = vec($write, fileno $flow->{to}, 1) ? put($flow)
        : vec($read, fileno $flow->{from}, 1) ? take($flow)
        : 1;
      next if $moved;
      delete $pairs{$key};
      last;
    }
    delete $pairs{$key} if $pairs{$key} && !grep { !$_->{ended} || length $_->{held} } @{ $pairs{$key} };
  }
}

# Whether nothing more is to be done for a client: it has its connection, or was given up.
sub joined {
  my ($client, $since) = @_;
  socket(my $server, PF_UNIX, SOCK_STREAM, 0) or return 1;
  $_->blocking(0) for $client, $server;
  connect($server, pack_sockaddr_un($proxy)) or return time - $since > $patience || !$!{ENOENT} && !$!{ECONNREFUSED} && !$!{EAGAIN};
  $pairs{ ++$number } = [flow($client, $server), flow($server, $client)];
  return 1;
}

sub flow {
  my ($from, $to) = @_;
  return { from => $from, to => $to, held => '', ended => 0 };
}

# Each gives whether the connection is still good.
sub take {
  my ($flow) = @_;
  my $count = sysread $flow->{from}, $flow->{held}, $block;
  return $!{EAGAIN} || $!{EINTR} unless defined $count;
  return put($flow) if $count;
  $flow->{ended} = 1;
  return shutdown $flow->{to}, 1;
}

sub put {
  my ($flow) = @_;
  my $count = syswrite $flow->{to}, $flow->{held};
  return $!{EAGAIN} || $!{EINTR} unless defined $count;
  substr($flow->{held}, 0, $count) = '';
  return 1;
}
