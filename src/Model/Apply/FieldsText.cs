namespace Krewe.Model.Apply;

/// <summary>
/// The JSON of a field set as it stands in <c>managedFields</c>. Objects that were written the same way have the same sets, so the texts
/// of recent ones are shared: ten thousand config maps with one key hold one text in memory, not ten thousand.
/// </summary>
/// <param name="Utf8">UTF-8 JSON without spaces.</param>
public readonly record struct FieldsText(ReadOnlyMemory<byte> Utf8)
{
    // A slot is overwritten by whoever comes next; losing a text costs memory only. References are written whole, so no lock is needed.
    private const int Slots = 4096;
    private static readonly byte[]?[] Recent = new byte[]?[Slots];

    /// <summary>The text of a set.</summary>
    public static FieldsText Of(FieldSet fields) => Share(FieldSetJson.Write(fields).Span);

    /// <summary>The text of these bytes, which are copied where they are new.</summary>
    public static FieldsText Share(ReadOnlySpan<byte> utf8)
    {
        var hash = new HashCode();
        hash.AddBytes(utf8);
        ref var slot = ref Recent[(uint)hash.ToHashCode() % Slots];
        if (Volatile.Read(ref slot) is { } known && utf8.SequenceEqual(known))
            return new FieldsText(known);
        var copy = utf8.ToArray();
        Volatile.Write(ref slot, copy);
        return new FieldsText(copy);
    }

    /// <summary>True if the texts are the same.</summary>
    public bool Equals(FieldsText other) => Utf8.Span.SequenceEqual(other.Utf8.Span);

    /// <inheritdoc/>
    public override int GetHashCode() => Utf8.Length;
}
