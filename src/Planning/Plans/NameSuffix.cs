namespace Krewe.Planning.Plans;

/// <summary>Names after a prefix, as the API server makes them from <c>generateName</c>: five characters that spell no words.</summary>
public static class NameSuffix
{
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";
    private const int Length = 5;
    private const int MaxNameLength = 63;

    /// <summary>The <paramref name="index"/>th name of <paramref name="seed"/>; a long prefix is cut so that the name fits a label.</summary>
    public static string Append(string prefix, ulong seed, int index)
    {
        var room = MaxNameLength - Length;
        var head = prefix.Length > room ? prefix[..room] : prefix;
        return string.Create(head.Length + Length, (head, Bits: Mix(seed + (ulong)index * 0x9E3779B97F4A7C15)), static (span, state) =>
        {
            state.head.CopyTo(span);
            var bits = state.Bits;
            for (var i = state.head.Length; i < span.Length; i++)
            {
                span[i] = Alphabet[(int)(bits % (ulong)Alphabet.Length)];
                bits /= (ulong)Alphabet.Length;
            }
        });
    }

    // SplitMix64's finalizer: neighbouring seeds give unrelated names.
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
