using Krewe.Simulation.Checks;
using Krewe.Simulation.Engine;
using Krewe.Storage;

namespace Krewe.Simulation.Silos;

/// <summary>
/// The disk of the database: what is written takes time, may stall, and may fail before or after it is durable. What is durable is noted in
/// the <see cref="Ledger"/>. A dead silo writes nothing more, as its lock on the file ends with it; a paused one's write goes on.
/// </summary>
internal sealed class SimulatedDisk(SimulatedProcess process, Ledger ledger, Random random)
{
    /// <summary>Probability that a commit fails before anything is written.</summary>
    public double FailBefore { get; set; }

    /// <summary>Probability that a commit is written and its answer lost.</summary>
    public double FailAfter { get; set; }

    /// <summary>Probability that a read fails.</summary>
    public double FailRead { get; set; }

    /// <summary>Nothing more can be written.</summary>
    public bool Full { get; set; }

    /// <summary>The longest time of a write at present.</summary>
    public TimeSpan Worst { get; set; } = TimeSpan.FromMilliseconds(4);

    /// <summary>True while it has no trouble.</summary>
    public bool IsWell => FailBefore == 0 && FailAfter == 0 && FailRead == 0 && !Full && Worst < TimeSpan.FromMilliseconds(20);

    /// <summary>Commits under way.</summary>
    public int UnderWay { get; private set; }

    /// <summary>A silo's way to what the platter holds.</summary>
    public IObjectLog Open(IObjectLog platter, SimulatedProcess silo) => new Client(this, platter, silo);

    private TimeSpan Latency() => TimeSpan.FromMicroseconds(300) + Worst * Math.Pow(random.NextDouble(), 4);

    private bool Chance(double probability) => probability > 0 && random.NextDouble() < probability;

    private async Task<CommitResult> Commit(IObjectLog platter, SimulatedProcess silo, CommitBatch batch, CancellationToken cancellationToken)
    {
        UnderWay++;
        try
        {
            await Task.Delay(Latency(), process.Clock, CancellationToken.None);
            if (silo.IsDead)
                throw new ObjectLogException(ObjectLogFailure.InputOutput, "nobody hears this");
            if (Full)
                throw new ObjectLogException(ObjectLogFailure.Full, "the disk is full");
            if (Chance(FailBefore))
                throw new ObjectLogException(ObjectLogFailure.InputOutput, "the disk failed");
            // Withdrawn while it waited.
            cancellationToken.ThrowIfCancellationRequested();
            var result = await platter.CommitAsync(batch, CancellationToken.None);
            await ledger.CatchUp(batch.Collection);
            await Task.Delay(Latency() / 2, process.Clock, CancellationToken.None);
            return Chance(FailAfter) ? throw new ObjectLogException(ObjectLogFailure.InputOutput, "the answer is lost") : result;
        }
        finally
        {
            UnderWay--;
        }
    }

    private async Task<T> Read<T>(Func<Task<T>> read)
    {
        await Task.Delay(Latency() / 2, process.Clock, CancellationToken.None);
        return Chance(FailRead) ? throw new ObjectLogException(ObjectLogFailure.InputOutput, "the disk cannot be read") : await read();
    }

    private sealed class Client(SimulatedDisk disk, IObjectLog platter, SimulatedProcess silo) : IObjectLog
    {
        public Task<CollectionState> LoadAsync(string collection, CancellationToken cancellationToken) =>
            disk.Process.Ask(() => disk.Read(() => platter.LoadAsync(collection, cancellationToken)));

        public Task<CommitResult> CommitAsync(CommitBatch batch, CancellationToken cancellationToken) =>
            disk.Process.Ask(() => disk.Commit(platter, silo, batch, cancellationToken));

        public Task<HistoryResult> ReadHistoryAsync(string collection, long afterRevision, HistoryLimit limit, CancellationToken cancellationToken) =>
            disk.Process.Ask(() => disk.Read(() => platter.ReadHistoryAsync(collection, afterRevision, limit, cancellationToken)));

        public Task CompactAsync(string collection, long upToRevision, CancellationToken cancellationToken) =>
            disk.Process.Ask(async () =>
            {
                await Task.Delay(disk.Latency(), disk.Process.Clock);
                await platter.CompactAsync(collection, upToRevision, cancellationToken);
            });

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private SimulatedProcess Process => process;
}
