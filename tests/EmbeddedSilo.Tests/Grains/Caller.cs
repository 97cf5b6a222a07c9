using Orleans.Concurrency;

namespace Krewe.EmbeddedSilo.Tests.Grains;

/// <summary>Grains that call each other as a path tells them.</summary>
public interface ICaller : IGrainWithStringKey
{
    /// <summary>Calls the next grain of the path, and so on.</summary>
    Task<int> Walk(string[] path);

    /// <summary>As <see cref="Walk"/>, with a pause before each call.</summary>
    Task<int> WalkSlowly(string[] path, TimeSpan pause);

    [OneWay]
    Task Signal(string[] path);

    Task SignalFirst(string[] path);

    [AlwaysInterleave]
    Task<int> WalkInterleaving(string[] path);
}

public class CallerGrain(TimeProvider time, Journal journal) : Grain, ICaller
{
    public Task<int> Walk(string[] path) =>
        path.Length == 0 ? Task.FromResult(0) : Next(path, next => next.Walk(path[1..]));

    public Task<int> WalkInterleaving(string[] path) => Walk(path);

    public async Task<int> WalkSlowly(string[] path, TimeSpan pause)
    {
        await Task.Delay(pause, time);
        return path.Length == 0 ? 0 : await Next(path, next => next.WalkSlowly(path[1..], pause));
    }

    public async Task Signal(string[] path)
    {
        if (path.Length > 0)
            await GrainFactory.GetGrain<ICaller>(path[0]).Signal(path[1..]);
        else
            journal.Add($"{this.GetPrimaryKeyString()} signalled");
    }

    public async Task SignalFirst(string[] path)
    {
        await GrainFactory.GetGrain<ICaller>(path[0]).Signal(path[1..]);
        await Task.Delay(TimeSpan.FromSeconds(1), time);
    }

    private async Task<int> Next(string[] path, Func<ICaller, Task<int>> call) => 1 + await call(GrainFactory.GetGrain<ICaller>(path[0], typeof(CallerGrain).FullName));
}

[Reentrant]
public sealed class ReentrantCallerGrain(TimeProvider time, Journal journal) : Grain, IReentrantCaller
{
    public async Task<int> CallBack(string through, int depth)
    {
        journal.Add($"depth {depth}");
        await Task.Delay(TimeSpan.FromSeconds(1), time);
        return depth == 0 ? 0 : 1 + await GrainFactory.GetGrain<IGoBetween>(through).Pass(this.GetPrimaryKeyString(), depth - 1);
    }
}

public interface IReentrantCaller : IGrainWithStringKey
{
    Task<int> CallBack(string through, int depth);
}

public interface IGoBetween : IGrainWithStringKey
{
    [AlwaysInterleave]
    Task<int> Pass(string back, int depth);
}

public sealed class GoBetweenGrain : Grain, IGoBetween
{
    public Task<int> Pass(string back, int depth) => GrainFactory.GetGrain<IReentrantCaller>(back).CallBack(this.GetPrimaryKeyString(), depth);
}
