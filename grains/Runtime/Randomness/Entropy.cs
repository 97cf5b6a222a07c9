using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Krewe.Grains.Randomness;

/// <summary>
/// The grains' source of randomness: unpredictable in production, repeatable from a seed in simulations. Safe for use by all grains at once.
/// </summary>
/// <remarks>
/// SplitMix64 over a counter: what it gives must differ, not be secret. Secrets are not made from it.
/// </remarks>
public sealed class Entropy
{
    private long _state;

    /// <summary>A source with a seed of the operating system's.</summary>
    public Entropy() : this(BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(ulong))))
    {
    }

    /// <summary>A source that gives the same values for the same seed.</summary>
    public Entropy(ulong seed) => _state = unchecked((long)seed);

    /// <summary>Sixty-four random bits.</summary>
    public ulong NextSeed()
    {
        var value = unchecked((ulong)Interlocked.Add(ref _state, unchecked((long)0x9E3779B97F4A7C15)));
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    /// <summary>A number of at least 0 and below 1.</summary>
    public double NextFraction() => (NextSeed() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A random UUID (version 4) as objects have them.</summary>
    public string NextUid()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, NextSeed());
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], NextSeed());
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }
}
