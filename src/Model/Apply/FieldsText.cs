using System.Text.Json;

namespace Krewe.Model.Apply;

/// <summary>
/// The JSON of a field set as it stands in <c>managedFields</c>. Objects that were written the same way have the same sets, so the texts
/// of recent ones are shared, and what was read of them: ten thousand config maps with one key hold one text in memory, not ten thousand.
/// </summary>
/// <param name="Utf8">UTF-8 JSON without spaces.</param>
public readonly record struct FieldsText(ReadOnlyMemory<byte> Utf8)
{
    // A slot is overwritten by whoever comes next; losing a text costs memory only. References are written whole, so no lock is needed.
    private const int Slots = 1024;
    private static readonly Known?[] Recent = new Known?[Slots];

    /// <summary>The text of a set.</summary>
    public static FieldsText Of(FieldSet fields) => FieldSetJson.Share(fields);

    /// <summary>The text of these bytes, which are copied where they are new.</summary>
    public static FieldsText Share(ReadOnlySpan<byte> utf8) => Share(utf8, null);

    /// <summary>The text of these bytes, and the set that they stand for, where that is known.</summary>
    internal static FieldsText Share(ReadOnlySpan<byte> utf8, FieldSet? fields)
    {
        ref var slot = ref Slot(utf8);
        if (Volatile.Read(ref slot) is { } known && utf8.SequenceEqual(known.Utf8))
            return new FieldsText(known.Utf8);
        var copy = utf8.ToArray();
        Volatile.Write(ref slot, new Known(copy, fields));
        return new FieldsText(copy);
    }

    /// <summary>The set that the text stands for; null where it stands for none.</summary>
    public FieldSet? Read()
    {
        ref var slot = ref Slot(Utf8.Span);
        if (Volatile.Read(ref slot) is { Fields: { } read } known && Utf8.Span.SequenceEqual(known.Utf8))
            return read;
        try
        {
            using var json = JsonDocument.Parse(Utf8, new JsonDocumentOptions { MaxDepth = Json.JsonFieldReader.MaxDepth });
            if (FieldSetJson.Read(json.RootElement) is not { } fields)
                return null;
            Volatile.Write(ref slot, new Known(Utf8.ToArray(), fields));
            return fields;
        }
        catch (JsonException)
        {
            // Anybody may have written it.
            return null;
        }
    }

    /// <summary>True if the texts are the same.</summary>
    public bool Equals(FieldsText other) => Utf8.Span.SequenceEqual(other.Utf8.Span);

    /// <inheritdoc/>
    public override int GetHashCode() => Utf8.Length;

    private static ref Known? Slot(ReadOnlySpan<byte> utf8)
    {
        var hash = new HashCode();
        hash.AddBytes(utf8);
        return ref Recent[(uint)hash.ToHashCode() % Slots];
    }

    private sealed record Known(byte[] Utf8, FieldSet? Fields);
}
