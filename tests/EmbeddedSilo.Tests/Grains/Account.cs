using Orleans.Storage;

namespace Krewe.EmbeddedSilo.Tests.Grains;

public sealed record Balance
{
    public int Amount { get; init; }
}

public interface IAccount : IGrainWithStringKey
{
    Task<int> Deposit(int amount);

    Task<int> Read();

    Task Clear();

    Task<bool> Exists();

    Task End();
}

public sealed class AccountGrain([PersistentState("balance", "accounts")] IPersistentState<Balance> balance, Journal journal) : Grain, IAccount
{
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        journal.Add($"read {balance.State.Amount}");
        return Task.CompletedTask;
    }

    public async Task<int> Deposit(int amount)
    {
        balance.State = new() { Amount = balance.State.Amount + amount };
        await balance.WriteStateAsync();
        return balance.State.Amount;
    }

    public Task<int> Read() => Task.FromResult(balance.State.Amount);

    public Task Clear() => balance.ClearStateAsync();

    public Task<bool> Exists() => Task.FromResult(balance.RecordExists);

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}

/// <summary>A storage whose records others change behind the grain's back.</summary>
public sealed class SharedStorage : IGrainStorage
{
    public int Amount { get; set; }

    public int Version { get; set; }

    public bool FailsToRead { get; set; }

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (FailsToRead)
            throw new IOException("the disk is away");

        grainState.State = (T)(object)new Balance { Amount = Amount };
        grainState.ETag = $"{Version}";
        grainState.RecordExists = Version > 0;
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (grainState.ETag != $"{Version}")
            throw new InconsistentStateException("somebody else wrote", $"{Version}", grainState.ETag);

        Amount = ((Balance)(object)grainState.State!).Amount;
        grainState.ETag = $"{++Version}";
        grainState.RecordExists = true;
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Amount = 0;
        Version = 0;
        grainState.ETag = "0";
        grainState.RecordExists = false;
        return Task.CompletedTask;
    }
}
