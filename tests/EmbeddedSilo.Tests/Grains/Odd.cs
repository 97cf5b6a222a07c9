using Orleans.Concurrency;

namespace Krewe.EmbeddedSilo.Tests.Grains;

/// <summary>A grain that cannot be activated.</summary>
public interface IBroken : IGrainWithStringKey
{
    Task<int> Answer();
}

public sealed class BrokenGrain(Journal journal) : Grain, IBroken
{
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        journal.Add("tries");
        await Task.Yield();
        throw new FormatException($"{this.GetPrimaryKeyString()} is broken");
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        journal.Add("never");
        return Task.CompletedTask;
    }

    public Task<int> Answer() => Task.FromResult(42);
}

/// <summary>Interfaces that inherit, and two classes for one interface.</summary>
public interface INamed : IGrainWithStringKey
{
    Task<string> Name();
}

public interface ISpeaker : INamed
{
    Task<string> Say(string words);

    ValueTask Nothing();
}

[GrainType("quiet-speaker")]
public sealed class QuietSpeakerGrain : Grain, ISpeaker
{
    public Task<string> Name() => Task.FromResult($"quiet {this.GetPrimaryKeyString()}");

    public Task<string> Say(string words) => Task.FromResult(words);

    public ValueTask Nothing() => default;
}

public sealed class LoudSpeakerGrain : Grain, ISpeaker
{
    public Task<string> Name() => Task.FromResult($"loud {this.GetPrimaryKeyString()}");

    public Task<string> Say(string words) => Task.FromResult(words.ToUpperInvariant());

    public ValueTask Nothing() => default;
}

public interface IPool : IGrainWithStringKey
{
    Task Work(TimeSpan span);
}

[StatelessWorker(3)]
public sealed class PoolGrain(TimeProvider time) : Grain, IPool
{
    public Task Work(TimeSpan span) => Task.Delay(span, time);
}

[KeepAlive]
public sealed class EternalGrain : Grain, IEternal
{
    public Task Touch() => Task.CompletedTask;
}

public interface IEternal : IGrainWithStringKey
{
    Task Touch();
}

/// <summary>A grain in parts, of which the first names no base.</summary>
public sealed partial class BriefGrain
{
    private readonly string _reason = "brief";
}

[CollectionAgeLimit(Minutes = 2)]
public sealed partial class BriefGrain(Journal journal) : Grain, IBrief
{
    public Task Touch() => Task.CompletedTask;

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        journal.Add($"{_reason} {reason.ReasonCode}");
        return Task.CompletedTask;
    }
}

public interface IBrief : IGrainWithStringKey
{
    Task Touch();
}

/// <summary>A grain that is no <see cref="Grain"/>, with its context from the constructor.</summary>
public interface IPlain : IGrainWithStringKey
{
    Task<string> Who();
}

public sealed class PlainGrain(IGrainContext context) : IGrainBase, IPlain
{
    public IGrainContext GrainContext => context;

    public Task<string> Who() => Task.FromResult(this.GetPrimaryKeyString());
}

/// <summary>A grain that wants to end as soon as it begins.</summary>
public interface IShy : IGrainWithStringKey
{
    Task<int> Answer();
}

public sealed class ShyGrain : Grain, IShy
{
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task<int> Answer() => Task.FromResult(42);
}
