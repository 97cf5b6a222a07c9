using System.Threading.Channels;
using FsCheck;
using FsCheck.Fluent;
using Krewe.Protocol.Streams;

namespace Krewe.Gateway.Tests.Streams;

public sealed class StreamLinkTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public void Bytes_arrive_whole_and_in_order() => Prop.ForAll(
        ArbMap.Default.GeneratorFor<byte[]>().Zip(Gen.Choose(1, 40)).NonEmptyListOf().ToArbitrary(),
        pieces => RoundTripAsync([.. pieces.Select(piece => Enumerable.Repeat(piece.Item1, piece.Item2 * 50).SelectMany(bytes => bytes).ToArray())])
            .WaitAsync(Patience).GetAwaiter().GetResult()).QuickCheckThrowOnFailure();

    [Fact]
    public async Task A_channel_that_nobody_reads_holds_up_its_writer_only()
    {
        await using var ends = new TwoEnds(1, 2);
        var stuck = ends.A[1].WriteAsync(new byte[StreamLink.Window + 1], None).AsTask();
        await ends.A[2].WriteAsync("on"u8.ToArray(), None);
        var buffer = new byte[10];
        (await ends.B[2].ReadAsync(buffer, None).AsTask().WaitAsync(Patience)).ShouldBe(2);
        stuck.IsCompleted.ShouldBeFalse();

        var read = 0;
        while (read < StreamLink.Window + 1)
            read += await ends.B[1].ReadAsync(new byte[4096], None).AsTask().WaitAsync(Patience);
        await stuck.WaitAsync(Patience);
    }

    [Fact]
    public async Task Each_direction_ends_by_itself()
    {
        await using var ends = new TwoEnds(1);
        // A link forgets a channel as soon as both directions have ended.
        var (here, there) = (ends.A[1], ends.B[1]);
        await here.WriteAsync("question"u8.ToArray(), None);
        await here.EndAsync(None);
        (await there.ReadAllAsync(100, None).WaitAsync(Patience)).ShouldBe("question"u8.ToArray());
        await there.WriteAsync("answer"u8.ToArray(), None);
        await there.EndAsync(None);
        (await here.ReadAllAsync(100, None).WaitAsync(Patience)).ShouldBe("answer"u8.ToArray());
    }

    [Fact]
    public async Task A_reset_says_why_and_touches_no_other_channel()
    {
        await using var ends = new TwoEnds();
        var one = await ends.A.OpenAsync(1, new byte[] { 7 }, None);
        var two = await ends.A.OpenAsync(2, default, None);
        var opened = await ends.B.Opened.ReadAsync().AsTask().WaitAsync(Patience);
        opened.Purpose.ToArray().ShouldBe([7]);
        await opened.ResetAsync("connection refused", None);
        (await Should.ThrowAsync<IOException>(() => one.ReadAllAsync(10, None).WaitAsync(Patience))).Message.ShouldBe("connection refused");
        await two.EndAsync(None);
        (await (await ends.B.Opened.ReadAsync()).ReadAllAsync(10, None).WaitAsync(Patience)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_gives_up_a_message_that_is_under_way_breaks_nothing_for_others()
    {
        var pipe = new GatedPipe();
        using var link = new StreamLink(pipe, 1, 2);
        using var giveUp = new CancellationTokenSource();
        var given = link[1].WriteAsync("one"u8.ToArray(), giveUp.Token).AsTask();
        await pipe.Begun.WaitAsync(Patience);
        await giveUp.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => given.WaitAsync(Patience));

        var other = link[2].WriteAsync("two"u8.ToArray(), None).AsTask();
        other.IsCompleted.ShouldBeFalse("one message after the other");
        pipe.Open();
        await other.WaitAsync(Patience);
        pipe.Sent.Select(message => message[^3..]).ShouldBe(["one"u8.ToArray(), "two"u8.ToArray()]);
    }

    [Fact]
    public async Task When_the_connection_goes_everybody_learns_it()
    {
        await using var ends = new TwoEnds(1);
        var reading = ends.B[1].ReadAllAsync(10, None);
        var writing = ends.B[1].WriteAsync(new byte[StreamLink.Window + 1], None).AsTask();
        ends.Close();
        await Should.ThrowAsync<IOException>(() => reading.WaitAsync(Patience));
        await Should.ThrowAsync<IOException>(() => writing.WaitAsync(Patience));
    }

    [Fact]
    public async Task Whoever_sends_more_than_was_allowed_loses_the_connection()
    {
        var (mine, its) = MemoryPipe.Pair();
        using var link = new StreamLink(its, 1);
        var running = link.RunAsync(None);
        var message = new byte[5 + StreamLink.PieceLength];
        message[4] = 1;
        for (var sent = 0; sent <= StreamLink.Window; sent += StreamLink.PieceLength)
            await mine.SendAsync(message, None);
        (await running.WaitAsync(Patience)).ShouldBe("more came on channel 1 than was allowed");
    }

    private static async Task RoundTripAsync(byte[][] pieces)
    {
        await using var ends = new TwoEnds(1);
        var reading = ends.B[1].ReadAllAsync(int.MaxValue, None);
        foreach (var piece in pieces)
            await ends.A[1].WriteAsync(piece, None);
        await ends.A[1].EndAsync(None);
        (await reading).ShouldBe(pieces.SelectMany(piece => piece).ToArray());
    }

    /// <summary>A connection that takes its time, and that a cancelled send would break, as it breaks a WebSocket.</summary>
    private sealed class GatedPipe : IMessagePipe
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Begun => _begun.Task;

        public List<byte[]> Sent { get; } = [];

        public void Open() => _open.TrySetResult();

        public async ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
        {
            _begun.TrySetResult();
            await using var broken = cancellationToken.Register(() => _open.TrySetException(new IOException("the connection is broken")));
            await _open.Task;
            Sent.Add(message.ToArray());
        }

        public async ValueTask<int?> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return null;
        }
    }

    /// <summary>Two links that are connected.</summary>
    private sealed class TwoEnds : IAsyncDisposable
    {
        private readonly MemoryPipe _a;
        private readonly MemoryPipe _b;
        private readonly Task _running;

        public TwoEnds(params int[] channels)
        {
            (_a, _b) = MemoryPipe.Pair();
            (A, B) = (new StreamLink(_a, channels), new StreamLink(_b, channels));
            _running = Task.WhenAll(A.RunAsync(None), B.RunAsync(None));
        }

        public StreamLink A { get; }

        public StreamLink B { get; }

        public void Close()
        {
            _a.Close();
            _b.Close();
        }

        public async ValueTask DisposeAsync()
        {
            Close();
            await _running.WaitAsync(Patience);
        }
    }
}

/// <summary>A connection in memory.</summary>
internal sealed class MemoryPipe(Channel<byte[]> incoming, Channel<byte[]> outgoing) : IMessagePipe
{
    public static (MemoryPipe, MemoryPipe) Pair()
    {
        var (one, two) = (Channel.CreateUnbounded<byte[]>(), Channel.CreateUnbounded<byte[]>());
        return (new MemoryPipe(one, two), new MemoryPipe(two, one));
    }

    public ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken) =>
        outgoing.Writer.TryWrite(message.ToArray()) ? ValueTask.CompletedTask : throw new IOException("closed");

    public async ValueTask<int?> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (!await incoming.Reader.WaitToReadAsync(cancellationToken) || !incoming.Reader.TryRead(out var message))
            return null;
        message.CopyTo(buffer);
        return message.Length;
    }

    public void Close() => outgoing.Writer.TryComplete();
}
