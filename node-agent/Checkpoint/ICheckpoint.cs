namespace Krewe.NodeAgent.Checkpoint;

/// <summary>Where an agent keeps its desired set over restarts.</summary>
internal interface ICheckpoint
{
    /// <summary>The set that was saved last, or <see cref="DesiredPods.None"/> when there is none that can be read.</summary>
    Task<DesiredPods> Load(CancellationToken cancellationToken);

    /// <summary>Saves a set; returns once it survives a crash.</summary>
    Task Save(DesiredPods desired, CancellationToken cancellationToken);
}

/// <summary>Keeps nothing; for simulated nodes, whose pods end with the agent.</summary>
internal sealed class NoCheckpoint : ICheckpoint
{
    /// <inheritdoc/>
    public Task<DesiredPods> Load(CancellationToken cancellationToken) => Task.FromResult(DesiredPods.None);

    /// <inheritdoc/>
    public Task Save(DesiredPods desired, CancellationToken cancellationToken) => Task.CompletedTask;
}
