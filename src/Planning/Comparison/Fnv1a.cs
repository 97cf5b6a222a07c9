namespace Krewe.Planning.Comparison;

/// <summary>The FNV-1a hash of 32 bits; stable over processes and versions.</summary>
internal struct Fnv1a()
{
    private const uint Prime = 16777619;

    public uint Value { get; private set; } = 2166136261;

    /// <summary>Adds bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        foreach (var item in bytes)
            Value = (Value ^ item) * Prime;
    }

    /// <summary>Adds a text and its end, so that neighbours do not run together.</summary>
    public void Add(string text)
    {
        foreach (var character in text)
            Value = (Value ^ character) * Prime;
        Value = (Value ^ 0xFFFF) * Prime;
    }
}
