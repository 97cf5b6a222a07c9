namespace Krewe.Storage.Leases;

/// <summary>
/// Who may write to a shared store, and until when. The rules that every provider follows are here: when the lease may be taken
/// (<see cref="MayBeTakenBy"/>), and what it looks like afterwards.
/// </summary>
/// <param name="Epoch">Counts the grants there have ever been; 0 before the first. Never goes back.</param>
/// <param name="Holder">Whom the last grant was made to; null once it was given back, and before the first.</param>
/// <param name="Expires">When the lease ends unless it is renewed, by the clock of the store and by no other.</param>
/// <remarks>
/// The end of a lease is what its holder leans on when it <em>reads</em> from memory: it stops before the end by a clock of its own.
/// Writes lean on no clock: each is conditional on the epoch (<see cref="ISharedStore.OpenLog"/>).
/// </remarks>
public sealed record Lease(long Epoch, LeaseHolder? Holder, DateTimeOffset Expires)
{
    /// <summary>A lease that nobody has held yet.</summary>
    public static Lease New { get; } = new(0, null, DateTimeOffset.MinValue);

    /// <summary>
    /// True when a new grant may be made: the lease was given back, has ended, or belongs to the candidate, which asks again when it
    /// has not heard the answer.
    /// </summary>
    public bool MayBeTakenBy(LeaseHolder candidate, DateTimeOffset now) => Holder is null || Expires <= now || Holder.Id == candidate.Id;

    /// <summary>The lease after a grant: a new epoch, whoever held it before.</summary>
    public Lease TakenBy(LeaseHolder candidate, DateTimeOffset now, TimeSpan duration) => new(Epoch + 1, candidate, now + duration);

    /// <summary>
    /// True while the grant of that epoch stands, even past its end: while nobody else has taken the lease, nobody else has written.
    /// </summary>
    public bool IsHeldUnder(long epoch) => Epoch == epoch && Holder is not null;

    /// <summary>The lease with a later end.</summary>
    public Lease RenewedUntil(DateTimeOffset expires) => this with { Expires = expires };

    /// <summary>The lease given back: the epoch is spent, and the next candidate need not wait.</summary>
    public Lease Released() => this with { Holder = null };
}

/// <summary>One life of a silo, as the others see it.</summary>
/// <param name="Id">Unique to this life: a silo that starts again is another holder.</param>
/// <param name="Address">Where the other silos reach it.</param>
public sealed record LeaseHolder(string Id, Uri Address);
