using System.Numerics;
using System.Runtime.InteropServices;

namespace Orleans.Runtime;

/// <summary>
/// A hash of text that is the same in every process: .NET's own is seeded at random, and a schedule that depends on the
/// order of a dictionary could then not be replayed.
/// </summary>
internal static class StableHash
{
    public static uint Of(ReadOnlySpan<char> text)
    {
        var hash = 2166136261u ^ (uint)text.Length;
        var pairs = MemoryMarshal.Cast<char, uint>(text);
        foreach (var pair in pairs)
            hash = BitOperations.RotateLeft((hash ^ pair) * 0x9E3779B1u, 15);
        if ((text.Length & 1) != 0)
            hash = (hash ^ text[^1]) * 0x9E3779B1u;
        hash ^= hash >> 15;
        hash *= 0x85EBCA77u;
        return hash ^ (hash >> 13);
    }
}
