using System.Text.Json;
using System.Threading.Channels;
using Krewe.Gateway.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Krewe.Gateway.Audit;

/// <summary>
/// Who asked for what, and what became of it: a line of JSON for each event, appended to a file that only its owner may read. Requests never wait for it:
/// events that find the queue full, or the disk, are lost, counted, and told of in the server's log.
/// </summary>
/// <remarks>The file is opened anew for every burst of events, so whoever rotates logs may move it away at any time. What is queued is written before the server ends.</remarks>
internal sealed partial class AuditLog : IAsyncDisposable
{
    /// <summary>Events that may wait to be written, as in Kubernetes; some ten megabytes.</summary>
    public const int MostWaiting = 10_000;

    private readonly string? _path;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Channel<byte[]> _lines = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly Task _writing;
    private long _recorded;
    private long _lost;

    public AuditLog(GatewayOptions options, TimeProvider time, ILogger<AuditLog> logger)
    {
        (_path, _time, _logger) = (options.AuditLog, time, logger);
        _writing = _path is null ? Task.CompletedTask : Task.Run(() => WriteAllAsync(_path));
    }

    /// <summary>Events so far.</summary>
    public long Recorded => Volatile.Read(ref _recorded);

    /// <summary>Those of them that are not in the file.</summary>
    public long Lost => Volatile.Read(ref _lost);

    /// <summary>Begins to follow a request; null where there is no audit log.</summary>
    public AuditTrail? Begin(HttpContext context, ClientIdentity? user) => _path is null ? null : new AuditTrail(this, context, _time) { User = user };

    /// <summary>Adds an event; never waits.</summary>
    public void Record(AuditEvent happened)
    {
        Interlocked.Increment(ref _recorded);
        if (!_lines.Writer.TryWrite(Line(happened)))
            Interlocked.Increment(ref _lost);
    }

    /// <summary>Writes what is queued and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _lines.Writer.TryComplete();
        await _writing;
    }

    private async Task WriteAllAsync(string path)
    {
        var told = 0L;
        while (await _lines.Reader.WaitToReadAsync())
        {
            await WriteQueuedAsync(path);
            var lost = Lost;
            if (lost > told)
                LogLost(lost - told, path);
            told = lost;
        }
    }

    private async Task WriteQueuedAsync(string path)
    {
        var taken = 0;
        try
        {
            await using var file = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.Append,
                Access = FileAccess.Write,
                Share = FileShare.ReadWrite | FileShare.Delete,
                Options = FileOptions.Asynchronous,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
            while (_lines.Reader.TryRead(out var line))
            {
                taken++;
                await file.WriteAsync(line);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogFailed(e, path);
            // How many of those taken are in the file is not known. What else waits would fare no better.
            while (_lines.Reader.TryRead(out _))
                taken++;
            Interlocked.Add(ref _lost, taken);
        }
    }

    private static byte[] Line(AuditEvent happened)
    {
        using var line = new MemoryStream();
        using (var writer = new Utf8JsonWriter(line))
            happened.Write(writer);
        line.WriteByte((byte)'\n');
        return line.ToArray();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} events are lost to the audit log {Path}")]
    private partial void LogLost(long count, string path);

    [LoggerMessage(Level = LogLevel.Error, Message = "Cannot write the audit log {Path}")]
    private partial void LogFailed(Exception exception, string path);
}
