using System.Globalization;
using System.Text;

namespace Krewe.Fuzz.Wire;

/// <summary>HTTP/1.1 by hand: sends bytes whatever they are, and reads the answer as far as there is one.</summary>
internal sealed class RawConnection(Stream stream) : IAsyncDisposable
{
    /// <summary>No more of a body is read; a watch that goes on is left after this.</summary>
    private const int MostBody = 1 << 20;

    private static readonly TimeSpan StreamPatience = TimeSpan.FromMilliseconds(15);
    private readonly byte[] _buffer = new byte[16 << 10];
    private int _start;
    private int _end;

    public ValueTask DisposeAsync() => stream.DisposeAsync();

    /// <summary>Sends a request and reads its answer.</summary>
    /// <param name="request">The bytes.</param>
    /// <param name="isHead">True where the answer has no body whatever its headers say.</param>
    /// <param name="isStream">True where the answer may have no end: only its beginning is read.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<RawAnswer> SendAsync(ReadOnlyMemory<byte> request, bool isHead, bool isStream, CancellationToken cancellationToken)
    {
        try
        {
            await stream.WriteAsync(request, cancellationToken);
            while (true)
            {
                if (await ReadHeadAsync(cancellationToken) is not { } head)
                    return RawAnswer.Closed;
                var code = head.Length > 12 && int.TryParse(head.AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
                // 100 Continue is followed by the answer.
                if (code == 100)
                    continue;
                return await ReadBodyAsync(code, head, isHead, isStream, cancellationToken);
            }
        }
        catch (IOException)
        {
            return RawAnswer.Closed;
        }
    }

    private async Task<RawAnswer> ReadBodyAsync(int code, string head, bool isHead, bool isStream, CancellationToken cancellationToken)
    {
        var closes = Header(head, "connection") is "close" || code == 101;
        if (isHead || code is 204 or 304)
            return new RawAnswer(code, head, [], !closes);
        var body = new MemoryStream();
        if (isStream && code is 200 or 101)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(StreamPatience);
            try
            {
                while (body.Length < MostBody && await TakeAsync(int.MaxValue, body, patience.Token) > 0)
                {
                }
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // The stream has nothing more to say for now.
            }
            return new RawAnswer(code, head, body.ToArray(), KeepsConnection: false);
        }
        if (Header(head, "content-length") is { } text && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
        {
            while (length > 0 && await TakeAsync((int)Math.Min(length, int.MaxValue), body, cancellationToken) is > 0 and var taken)
                length -= taken;
        }
        else if (Header(head, "transfer-encoding") == "chunked")
        {
            while (await ReadLineAsync(cancellationToken) is { } size && int.Parse(size, NumberStyles.HexNumber, CultureInfo.InvariantCulture) is var chunk)
            {
                for (var left = chunk; left > 0;)
                    left -= await TakeAsync(left, body, cancellationToken) is > 0 and var taken ? taken : throw new IOException("a chunk ends early");
                await ReadLineAsync(cancellationToken);
                if (chunk == 0)
                    break;
            }
        }
        return new RawAnswer(code, head, body.ToArray(), !closes);
    }

    private static string? Header(string head, string name)
    {
        foreach (var line in head.Split("\r\n"))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && line.AsSpan(0, colon).Equals(name, StringComparison.OrdinalIgnoreCase))
                return line[(colon + 1)..].Trim().ToLowerInvariant();
        }
        return null;
    }

    private async Task<string?> ReadHeadAsync(CancellationToken cancellationToken)
    {
        var head = new StringBuilder();
        while (await ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Length == 0 && head.Length > 0)
                return head.ToString();
            if (line.Length > 0)
                head.Append(line).Append("\r\n");
        }
        return null;
    }

    private async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (true)
        {
            if (_start == _end && !await FillAsync(cancellationToken))
                return null;
            var c = (char)_buffer[_start++];
            if (c == '\n')
                return line.ToString().TrimEnd('\r');
            line.Append(c);
        }
    }

    private async Task<int> TakeAsync(int most, MemoryStream into, CancellationToken cancellationToken)
    {
        if (_start == _end && !await FillAsync(cancellationToken))
            return 0;
        var count = Math.Min(most, _end - _start);
        if (into.Length < MostBody)
            into.Write(_buffer, _start, count);
        _start += count;
        return count;
    }

    private async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        _start = 0;
        _end = await stream.ReadAsync(_buffer, cancellationToken);
        return _end > 0;
    }
}
