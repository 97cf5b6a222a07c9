namespace Krewe.Storage.Leases;

/// <summary>How long the lease lasts and how often it is looked at.</summary>
/// <remarks>
/// After the holder's sudden end the next one begins at most <see cref="Duration"/> + <see cref="LookEvery"/> later; a holder that cannot renew
/// stops <see cref="Margin"/> before that.
/// </remarks>
public sealed record LeaseTiming
{
    /// <summary>How long a grant lasts unless it is renewed.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How much earlier the holder takes its lease for ended: more than two machines' clocks drift apart within a lease.</summary>
    public TimeSpan Margin { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How often the holder renews: a few tries fit into the duration.</summary>
    public TimeSpan RenewEvery { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How often the others look whether it is free, and how soon a failed renewal is tried again.</summary>
    public TimeSpan LookEvery { get; init; } = TimeSpan.FromMilliseconds(100);
}
