using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;

namespace Krewe.Model.Documents;

/// <summary>
/// Short texts that come again and again: labels and their keys, namespaces, images, names of containers, types of conditions. What is read of documents
/// and paths holds one string of each of the recent ones, so ten thousand pods of one template do not hold ten thousand times the same.
/// </summary>
public static class SharedText
{
    /// <summary>The longest text that is shared, in characters: an image's name mostly fits, an annotation with a whole object in it would only drive others out.</summary>
    public const int Longest = 64;

    // A slot is overwritten by whoever comes next; losing a text costs memory only. References are written whole, so no lock is needed.
    private const int Slots = 4096;
    private static readonly string?[] Recent = new string?[Slots];

    /// <summary>The text of these bytes; false where it is long or has other characters than those of ASCII.</summary>
    public static bool TryGet(ReadOnlySpan<byte> utf8, [MaybeNullWhen(false)] out string text)
    {
        if (utf8.Length is 0 or > Longest)
        {
            text = "";
            return utf8.IsEmpty;
        }
        ref var slot = ref Recent[Slot(utf8)];
        text = Volatile.Read(ref slot);
        if (text is not null && Ascii.Equals(utf8, text))
            return true;
        if (!Ascii.IsValid(utf8))
        {
            text = null;
            return false;
        }
        text = Encoding.ASCII.GetString(utf8);
        Volatile.Write(ref slot, text);
        return true;
    }

    /// <summary>The text of these bytes, shared where it may be.</summary>
    public static string Of(ReadOnlySpan<byte> utf8) => TryGet(utf8, out var text) ? text : Encoding.UTF8.GetString(utf8);

    /// <summary>The text of these characters, shared where it may be.</summary>
    public static string Of(ReadOnlySpan<char> characters)
    {
        Span<byte> bytes = stackalloc byte[Longest];
        return characters.Length <= Longest && Ascii.FromUtf16(characters, bytes, out var count) == OperationStatus.Done && TryGet(bytes[..count], out var text)
            ? text
            : characters.ToString();
    }

    // Both ends and the length: what is read again and again seldom differs in its middle alone, and then one drives the other out, no more.
    private static int Slot(ReadOnlySpan<byte> utf8)
    {
        ulong first, last;
        if (utf8.Length >= sizeof(ulong))
        {
            first = MemoryMarshal.Read<ulong>(utf8);
            last = MemoryMarshal.Read<ulong>(utf8[^sizeof(ulong)..]);
        }
        else
        {
            first = last = 0;
            foreach (var character in utf8)
                first = (first << 8) | character;
        }
        var hash = ((first + (ulong)utf8.Length) * 0x9E3779B97F4A7C15) ^ (last * 0xC2B2AE3D27D4EB4F);
        return (int)((hash ^ (hash >> 29)) * 0x9E3779B97F4A7C15 >> 52);
    }
}
