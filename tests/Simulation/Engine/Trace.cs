using System.Globalization;

namespace Krewe.Simulation.Engine;

/// <summary>
/// What happened: always as a hash, and as readable lines where somebody wants to read them. Nothing in a run depends on whether it is
/// written.
/// </summary>
internal sealed class Trace(TextWriter? writer = null, bool steps = false)
{
    private const ulong Prime = 1099511628211;
    private long _now;

    /// <summary>Everything so far as one number: equal for equal runs.</summary>
    public ulong Hash { get; private set; } = 14695981039346656037;

    /// <summary>True where lines are wanted.</summary>
    public bool IsWritten => writer is not null;

    /// <summary>One step of a process.</summary>
    public void Step(long now, string process, string what)
    {
        _now = now;
        Mix((ulong)now);
        Mix(process);
        Mix(what);
        if (steps)
            Line(process, what);
    }

    /// <summary>Something that a reader wants to know, and that equal runs have in common.</summary>
    public void Note(long now, string who, string what)
    {
        _now = now;
        Mix((ulong)now);
        Mix(who);
        Mix(what);
        Line(who, what);
    }

    /// <summary>Content that equal runs have in common.</summary>
    public void Mix(ReadOnlySpan<byte> content)
    {
        foreach (var value in content)
            Mix(value);
    }

    /// <summary>A line for readers only.</summary>
    public void Line(string who, string what) =>
        writer?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_now / (double)TimeSpan.TicksPerSecond,10:0.0000} {who,-12} {what}"));

    private void Mix(string text)
    {
        foreach (var character in text)
            Mix(character);
    }

    private void Mix(ulong value) => Hash = (Hash ^ value) * Prime;
}
