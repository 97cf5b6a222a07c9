using System.Globalization;
using System.Text;
using Krewe.NodeAgent.Logs;

namespace Krewe.NodeAgent.Runtimes.Processes;

/// <summary>
/// The log of an instance: the bytes that the command wrote, as they are, in <c>log</c>; so it grows without the agent. Times come from an
/// index beside it, written by the agent while it lives: a line's time is when the agent saw that the file had grown over it. At a
/// bound the file is copied to <c>log.1</c> and cut; what is written between the two steps is lost, and older files too.
/// </summary>
internal sealed class ProcessLog(string directory, TimeProvider time)
{
    /// <summary>The file is cut beyond this many bytes.</summary>
    public const long LongestFile = 10 << 20;

    /// <summary>How often growth is looked for.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly string _current = Path.Combine(directory, "log");
    private readonly string _older = Path.Combine(directory, "log.1");
    private readonly string _index = Path.Combine(directory, "log.index");
    private readonly string _olderIndex = Path.Combine(directory, "log.1.index");
    private long _seen = -1;

    /// <summary>Notes growth since the last look, and cuts the file when it is long.</summary>
    public void Look()
    {
        var length = LengthOf(_current);
        if (_seen < 0)
            _seen = ReadIndex(_index) is [.., var last] ? last.End : 0;
        if (length > _seen)
        {
            File.AppendAllText(_index, string.Create(CultureInfo.InvariantCulture, $"{length} {time.GetUtcNow().UtcTicks}\n"));
            _seen = length;
        }
        if (length <= LongestFile)
            return;
        File.Copy(_current, _older, overwrite: true);
        if (File.Exists(_index))
            File.Move(_index, _olderIndex, overwrite: true);
        using (var cut = new FileStream(_current, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            cut.SetLength(0);
        _seen = 0;
    }

    /// <summary>Reads lines as the query asks; follows until <paramref name="ended"/> says that the instance has.</summary>
    public async Task Read(LogQuery query, Func<bool> ended, LogSink sink, CancellationToken cancellationToken)
    {
        var current = LinesOf(_current, ReadIndex(_index));
        var position = current is [.., var last] ? last.End : 0;
        var lines = LinesOf(_older, ReadIndex(_olderIndex)).Concat(current);
        if (query.Since is { } since)
            lines = lines.Where(line => line.Time >= since);
        if (query.TailLines is { } tail)
            lines = lines.TakeLast((int)Math.Clamp(tail, 0, int.MaxValue));
        foreach (var line in lines)
            await sink(Format(line, query.Timestamps), cancellationToken);
        if (!query.Follow)
            return;
        while (true)
        {
            var over = ended();
            foreach (var line in LinesOf(_current, ReadIndex(_index), position = LengthOf(_current) < position ? 0 : position).Where(line => over || line.Complete))
            {
                await sink(Format(line, query.Timestamps), cancellationToken);
                position = line.End;
            }
            if (over)
                return;
            await Task.Delay(Interval, time, cancellationToken);
        }
    }

    private ReadOnlyMemory<byte> Format(Line line, bool timestamps) => timestamps
        ? (byte[])[.. Encoding.ASCII.GetBytes(line.Time.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'00Z '", CultureInfo.InvariantCulture)), .. line.Text]
        : line.Text;

    private List<Line> LinesOf(string path, IReadOnlyList<(long End, DateTimeOffset Time)> index, long from = 0)
    {
        if (!File.Exists(path))
            return [];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var content = new byte[Math.Max(Math.Min(file.Length, 2 * LongestFile) - from, 0)];
        file.Position = from;
        content = content[..file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false)];
        var lines = new List<Line>();
        var entry = 0;
        for (var start = 0; start < content.Length;)
        {
            var newline = content.AsSpan(start).IndexOf((byte)'\n');
            var end = newline < 0 ? content.Length : start + newline + 1;
            while (entry < index.Count && index[entry].End < from + end)
                entry++;
            lines.Add(new Line(content[start..end], from + end, entry < index.Count ? index[entry].Time : time.GetUtcNow(), newline >= 0));
            start = end;
        }
        return lines;
    }

    private static IReadOnlyList<(long End, DateTimeOffset Time)> ReadIndex(string path)
    {
        if (!File.Exists(path))
            return [];
        var entries = new List<(long, DateTimeOffset)>();
        foreach (var line in File.ReadLines(path))
            if (line.Split(' ') is [var end, var ticks] && long.TryParse(end, CultureInfo.InvariantCulture, out var offset)
                && long.TryParse(ticks, CultureInfo.InvariantCulture, out var at) && at >= 0 && at <= DateTime.MaxValue.Ticks)
                entries.Add((offset, new DateTimeOffset(at, TimeSpan.Zero)));
        return entries;
    }

    private static long LengthOf(string path) => new FileInfo(path) is { Exists: true, Length: var length } ? length : 0;

    private sealed record Line(byte[] Text, long End, DateTimeOffset Time, bool Complete);
}
