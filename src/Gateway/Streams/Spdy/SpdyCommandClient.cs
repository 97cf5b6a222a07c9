using Krewe.Protocol;
using Krewe.Protocol.Streams;
using Microsoft.AspNetCore.Http;

namespace Krewe.Gateway.Streams.Spdy;

/// <summary>A client of <c>exec</c> or <c>attach</c> on SPDY: it opens one stream for each of the command's, named by a header.</summary>
internal sealed class SpdyCommandClient : ICommandClient
{
    private const string TypeHeader = "streamtype";
    private static readonly TimeSpan OpeningLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(2);

    /// <summary>The protocols, newest first. Until v3 a terminal's size cannot be changed; until v4 the outcome is plain text.</summary>
    private static readonly string[] Known = ["v4.channel.k8s.io", "v3.channel.k8s.io", "v2.channel.k8s.io", "channel.k8s.io"];

    private readonly SpdyConnection _connection;
    private readonly IReadOnlyDictionary<string, SpdyStream> _streams;
    private readonly TimeProvider _time;

    private SpdyCommandClient(SpdyConnection connection, IReadOnlyDictionary<string, SpdyStream> streams, bool wantsStatus, TimeProvider time) =>
        (_connection, _streams, WantsStatus, _time) = (connection, streams, wantsStatus, time);

    /// <inheritdoc/>
    public IByteChannel? Stdin => _streams.GetValueOrDefault("stdin");

    /// <inheritdoc/>
    public IByteChannel? Stdout => _streams.GetValueOrDefault("stdout");

    /// <inheritdoc/>
    public IByteChannel? Stderr => _streams.GetValueOrDefault("stderr");

    /// <inheritdoc/>
    public IByteChannel? Error => _streams.GetValueOrDefault("error");

    /// <inheritdoc/>
    public IByteChannel? Resize => _streams.GetValueOrDefault("resize");

    /// <inheritdoc/>
    public bool WantsStatus { get; }

    /// <inheritdoc/>
    public Task Gone => _connection.Gone;

    /// <summary>Turns a request into a SPDY connection and waits for its streams; null if it was refused, which has been answered then.</summary>
    /// <exception cref="IOException">The client has gone, or has not opened its streams in time.</exception>
    public static async Task<ICommandClient?> AcceptAsync(HttpContext context, CommandStreamRequest wanted, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await SpdyUpgrade.NegotiateAsync(context, Known) is not { } protocol)
            return null;
        var connection = await SpdyUpgrade.AcceptAsync(context, protocol);
        try
        {
            connection.Begin();
            var version = protocol.StartsWith('v') ? protocol[1] - '0' : 1;
            var streams = await OpenAsync(connection, Names(wanted, version), time, cancellationToken);
            return new SpdyCommandClient(connection, streams, wantsStatus: version >= 4, time);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends what the client reads, says goodbye, and gives the client time to go.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        foreach (var stream in _streams.Values)
            await stream.EndAsync(cancellationToken);
        await _connection.SayGoodbyeAsync(cancellationToken);
        await _connection.Gone.WaitAsync(CloseLimit, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static HashSet<string> Names(CommandStreamRequest wanted, int version)
    {
        var names = new HashSet<string> { "error" };
        if (wanted.Stdin)
            names.Add("stdin");
        if (wanted.Stdout)
            names.Add("stdout");
        if (wanted.Stderr)
            names.Add("stderr");
        if (wanted.Terminal && version >= 3)
            names.Add("resize");
        return names;
    }

    private static async Task<Dictionary<string, SpdyStream>> OpenAsync(
        SpdyConnection connection, HashSet<string> names, TimeProvider time, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(OpeningLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var streams = new Dictionary<string, SpdyStream>();
        try
        {
            while (!names.IsSubsetOf(streams.Keys))
            {
                var opened = await connection.Accepted.ReadAsync(either.Token);
                var type = opened.Headers.GetValueOrDefault(TypeHeader, "");
                if (names.Contains(type) && streams.TryAdd(type, opened))
                    await opened.AcceptAsync(either.Token);
                else
                    await opened.ResetAsync(SpdyResetReason.RefusedStream, either.Token);
            }
            return streams;
        }
        catch (System.Threading.Channels.ChannelClosedException e)
        {
            throw new IOException("the client has gone before it opened its streams", e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException("timed out waiting for client to create streams", e);
        }
    }
}
