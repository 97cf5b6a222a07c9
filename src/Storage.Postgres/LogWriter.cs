using System.Threading.Channels;
using Npgsql;

namespace Krewe.Storage.Postgres;

/// <summary>
/// The only writer of an epoch. It takes what has gathered while the last transaction was on its way, sends it in one round trip
/// as the next one, and answers everybody in it: one flush to disk for many commits of many collections.
/// </summary>
/// <remarks>
/// The commands of a round trip are one transaction of the server's own making: it begins when the last byte has come and ends without the client.
/// A client that is paused or cut off in the middle holds no lock.
/// </remarks>
internal sealed class LogWriter : IAsyncDisposable
{
    /// <summary>Writes that may wait before further callers wait for room.</summary>
    private const int QueueCapacity = 1024;

    /// <summary>Bytes of documents after which a transaction takes no more commits in; bounds the time that a commit waits for its neighbours.</summary>
    private const long GroupSize = 4 << 20;

    private readonly Server _server;
    private readonly long _epoch;
    private readonly Channel<WriteRequest> _queue = Channel.CreateBounded<WriteRequest>(new BoundedChannelOptions(QueueCapacity) { SingleReader = true });
    private readonly Task _running;
    private NpgsqlConnection? _connection;

    public LogWriter(Server server, long epoch)
    {
        (_server, _epoch) = (server, epoch);
        _running = Task.Run(RunAsync);
    }

    /// <summary>Queues a request as soon as there is room.</summary>
    /// <exception cref="ObjectDisposedException">The log is closed.</exception>
    public async ValueTask AddAsync(WriteRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await _queue.Writer.WriteAsync(request, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(PostgresObjectLog));
        }
    }

    /// <summary>Writes and answers what still waits, then gives the connection back.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _running;
    }

    private async Task RunAsync()
    {
        var commits = new List<CommitRequest>();
        var compactions = new List<CompactRequest>();
        while (await _queue.Reader.WaitToReadAsync())
        {
            Take(commits, compactions);
            if (commits.Count + compactions.Count > 0)
                await WriteAsync(commits, compactions);
            commits.Clear();
            compactions.Clear();
        }
        await DisconnectAsync();
    }

    private void Take(List<CommitRequest> commits, List<CompactRequest> compactions)
    {
        for (var size = 0L; size < GroupSize && _queue.Reader.TryRead(out var request); size += request.Size)
        {
            if (!request.TryBegin())
                continue;
            if (request is CommitRequest commit)
                commits.Add(commit);
            else
                compactions.Add((CompactRequest)request);
        }
    }

    private async Task WriteAsync(List<CommitRequest> commits, List<CompactRequest> compactions)
    {
        long?[] answers;
        try
        {
            answers = await _server.TryAsync(() => SendAsync(commits, compactions));
        }
        catch (Exception exception)
        {
            // What became of the transaction is unknown, and so is the state of the connection. Whatever went wrong, whoever waits is answered.
            await DisconnectAsync();
            var failure = exception as ObjectLogException ?? new ObjectLogException(ObjectLogFailure.InputOutput, exception.Message, exception);
            foreach (var request in commits.Concat<WriteRequest>(compactions))
                request.Fail(failure);
            return;
        }

        for (var i = 0; i < commits.Count; i++)
            commits[i].Succeed(answers[i]);
        for (var i = 0; i < compactions.Count; i++)
            compactions[i].Succeed(answers[commits.Count + i]);
    }

    /// <summary>Writes a group as one transaction, and answers what the server says to each of its requests, in their order.</summary>
    private async Task<long?[]> SendAsync(List<CommitRequest> commits, List<CompactRequest> compactions)
    {
        var answers = new long?[commits.Count + compactions.Count];
        await using var batch = new NpgsqlBatch(_connection ??= await ConnectAsync());
        if (commits.Count > 0)
            batch.BatchCommands.Add(CommitCommand.For(_epoch, commits));
        foreach (var compaction in compactions)
            batch.BatchCommands.Add(compaction.ToCommand(_epoch));

        await using var reader = await batch.ExecuteReaderAsync();
        if (commits.Count > 0)
        {
            await reader.ReadAsync();
            if (!reader.IsDBNull(0))
                reader.GetFieldValue<long[]>(0).Select(revision => (long?)revision).ToArray().CopyTo(answers, 0);
            await reader.NextResultAsync();
        }
        for (var i = commits.Count; i < answers.Length; i++)
        {
            await reader.ReadAsync();
            answers[i] = reader.IsDBNull(0) ? null : reader.GetInt64(0);
            await reader.NextResultAsync();
        }
        // The server has said of each command that it went well; only when it is ready for the next is the transaction durable.
        await reader.CloseAsync();
        return answers;
    }

    private async Task<NpgsqlConnection> ConnectAsync() => await _server.Data.OpenConnectionAsync();

    private async Task DisconnectAsync()
    {
        if (_connection is { } connection)
            await connection.DisposeAsync();
        _connection = null;
    }
}
