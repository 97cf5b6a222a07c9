namespace Krewe.Storage;

/// <summary>How much of the history one read answers.</summary>
/// <param name="Entries">Entries at most; 1 or more.</param>
/// <param name="Bytes">
/// Bytes of versions, those written and those they replaced, from which on no further entry is answered; 1 or more. The first entry always
/// is, however large, so that who reads on gets to the end.
/// </param>
public readonly record struct HistoryLimit(int Entries, long Bytes = long.MaxValue)
{
    /// <summary>So many entries, of any size.</summary>
    public static implicit operator HistoryLimit(int entries) => new(entries);

    /// <summary>Throws unless both are positive.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is not.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Entries);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Bytes);
    }
}
