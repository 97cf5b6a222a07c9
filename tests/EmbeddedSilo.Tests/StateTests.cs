using Krewe.EmbeddedSilo.Tests.Grains;
using Orleans.Hosting;
using Orleans.Runtime.Hosting;
using Orleans.Storage;

namespace Krewe.EmbeddedSilo.Tests;

public sealed class StateTests
{
    [Fact]
    public void State_survives_the_activation()
    {
        using var silo = SiloExtensions.Create(configure: builder => builder.AddMemoryGrainStorage("accounts"));
        var account = silo.Grains.GetGrain<IAccount>("a");

        silo.Run(() => account.Exists()).ShouldBeFalse();
        silo.Run(() => account.Deposit(7));
        silo.Run(() => account.End());
        silo.Run(() => account.Deposit(5)).ShouldBe(12);

        silo.Journal().ShouldBe(["read 0", "read 7"]);
        silo.Run(() => account.Exists()).ShouldBeTrue();
        silo.Run(() => silo.Grains.GetGrain<IAccount>("b").Read()).ShouldBe(0);
    }

    [Fact]
    public void Cleared_state_is_gone()
    {
        using var silo = SiloExtensions.Create(configure: builder => builder.AddMemoryGrainStorage("accounts"));
        var account = silo.Grains.GetGrain<IAccount>("a");
        silo.Run(() => account.Deposit(7));

        silo.Run(() => account.Clear());

        silo.Run(() => account.Read()).ShouldBe(0);
        silo.Run(() => account.End());
        silo.Run(() => account.Exists()).ShouldBeFalse();
        silo.Run(() => account.Deposit(1)).ShouldBe(1);
    }

    [Fact]
    public void A_conflict_fails_the_call_and_the_next_one_reads_what_is_stored()
    {
        var storage = new SharedStorage();
        using var silo = SiloExtensions.Create(configure: builder => builder.Services.AddGrainStorage("accounts", (_, _) => storage));
        var account = silo.Grains.GetGrain<IAccount>("a");
        silo.Run(() => account.Deposit(1)).ShouldBe(1);
        storage.Amount = 100;
        storage.Version++;

        Should.Throw<InconsistentStateException>(() => silo.Run(() => account.Deposit(1))).StoredEtag.ShouldBe("2");

        silo.Run(() => account.Deposit(1)).ShouldBe(101);
        silo.Journal().ShouldBe(["read 0", "read 100"]);
    }

    [Fact]
    public void A_state_that_cannot_be_read_fails_the_callers_until_it_can()
    {
        var storage = new SharedStorage { FailsToRead = true };
        using var silo = SiloExtensions.Create(configure: builder => builder.Services.AddGrainStorage("accounts", (_, _) => storage));
        var account = silo.Grains.GetGrain<IAccount>("a");

        Should.Throw<IOException>(() => silo.Run(() => account.Read()));
        storage.FailsToRead = false;

        silo.Run(() => account.Read()).ShouldBe(0);
    }

    [Fact]
    public void A_storage_that_is_not_registered_is_named()
    {
        using var silo = SiloExtensions.Create();

        Should.Throw<OrleansConfigurationException>(() => silo.Run(() => silo.Grains.GetGrain<IAccount>("a").Read()))
            .Message.ShouldContain("'accounts'");
    }
}
