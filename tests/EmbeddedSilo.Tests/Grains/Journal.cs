namespace Krewe.EmbeddedSilo.Tests.Grains;

/// <summary>What happened in a silo, in order; a service that grains write to.</summary>
public sealed class Journal
{
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
                return [.. _lines];
        }
    }

    public void Add(string line)
    {
        lock (_lines)
            _lines.Add(line);
    }
}
