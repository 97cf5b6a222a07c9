namespace Krewe.SiloHost.Standby;

/// <summary>Shows this silo's role, to be read by any number of requests, and lets them wait for the next one.</summary>
internal sealed class RoleBoard
{
    private Notice _current = new(new SiloRole.Waiting());

    /// <summary>The role, with what ends together with it.</summary>
    public Notice Current => Volatile.Read(ref _current);

    /// <summary>Replaces the role.</summary>
    public void Post(SiloRole role)
    {
        if (role != Current.Role)
            Interlocked.Exchange(ref _current, new Notice(role)).End();
    }

    /// <summary>A role, as long as it is this silo's.</summary>
    internal sealed class Notice(SiloRole role)
    {
        private readonly CancellationTokenSource _ended = new();

        public SiloRole Role => role;

        /// <summary>Cancelled when another role follows.</summary>
        public CancellationToken Ended => _ended.Token;

        // The source is left to the collector: requests may still hold its token.
        public void End() => _ended.Cancel();
    }
}
