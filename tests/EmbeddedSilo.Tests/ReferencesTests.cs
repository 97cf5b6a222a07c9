using System.Runtime.CompilerServices;
using Krewe.EmbeddedSilo.Tests.Grains;

namespace Krewe.EmbeddedSilo.Tests;

public sealed class ReferencesTests
{
    [Fact]
    public void References_to_the_same_grain_are_equal_and_name_it()
    {
        using var silo = SiloExtensions.Create();
        var one = silo.Grains.GetGrain<IWorker>("a/b");
        var two = silo.Grains.GetGrain(typeof(IWorker), "a/b");

        one.ShouldBe(two);
        one.GetHashCode().ShouldBe(two.GetHashCode());
        one.ShouldNotBe(silo.Grains.GetGrain<IWorker>("c"));
        one.GetPrimaryKeyString().ShouldBe("a/b");
        one.GetGrainId().ShouldBe(GrainId.Parse("worker/a/b"));
        silo.Grains.GetGrain<IWorker>(one.GetGrainId()).ShouldBe(one);
    }

    [Fact]
    public void A_class_is_chosen_by_the_prefix_of_its_name()
    {
        using var silo = SiloExtensions.Create();
        var quiet = silo.Grains.GetGrain<ISpeaker>("s", typeof(QuietSpeakerGrain).FullName);
        var loud = silo.Grains.GetGrain<ISpeaker>("s", typeof(LoudSpeakerGrain).FullName);

        silo.Run(() => quiet.Say("hi")).ShouldBe("hi");
        silo.Run(() => loud.Say("hi")).ShouldBe("HI");
        silo.Run(() => loud.Nothing().AsTask());
        quiet.GetGrainId().Type.ToString().ShouldBe("quiet-speaker");
        Should.Throw<ArgumentException>(() => silo.Grains.GetGrain<ISpeaker>("s")).Message.ShouldContain(nameof(LoudSpeakerGrain));
    }

    [Fact]
    public void Methods_of_inherited_interfaces_are_called_through_either()
    {
        using var silo = SiloExtensions.Create();
        var speaker = silo.Grains.GetGrain<ISpeaker>("s", typeof(LoudSpeakerGrain).FullName);

        silo.Run(() => speaker.Name()).ShouldBe("loud s");
        silo.Run(() => speaker.AsReference<INamed>().Name()).ShouldBe("loud s");
    }

    [Fact]
    public void A_plain_object_may_be_a_grain()
    {
        using var silo = SiloExtensions.Create();

        silo.Run(() => silo.Grains.GetGrain<IPlain>("p").Who()).ShouldBe("p");
    }

    [Fact]
    public void Observers_are_called_in_order_one_at_a_time()
    {
        using var silo = SiloExtensions.Create();
        var topic = silo.Grains.GetGrain<ITopic>("t");
        var listener = new Listener(silo.Time, TimeSpan.FromSeconds(1));
        var reference = silo.Grains.CreateObjectReference<IListener>(listener);

        silo.Run(async () =>
        {
            await topic.Subscribe(reference);
            await topic.Publish("1");
            await topic.Publish("2");
            await Task.WhenAll(topic.Ask(reference, "why"), silo.Grains.GetGrain<ITopic>("u").Ask(reference, "how"), topic.Publish("3"));
        });
        silo.RunUntilIdle();

        listener.Log.Take(2).ShouldBe(["1", "2"]);
        listener.Log.Count.ShouldBe(7);
        listener.Log.IndexOf("answered why").ShouldBe(listener.Log.IndexOf("asked why") + 1);
        listener.Log.IndexOf("answered how").ShouldBe(listener.Log.IndexOf("asked how") + 1);
        GC.KeepAlive(listener);
    }

    [Fact]
    public void A_deleted_observer_is_not_called_and_is_dropped()
    {
        using var silo = SiloExtensions.Create();
        var topic = silo.Grains.GetGrain<ITopic>("t");
        var listener = new Listener(silo.Time);
        var reference = silo.Grains.CreateObjectReference<IListener>(listener);
        silo.Run(() => topic.Subscribe(reference));

        silo.Grains.DeleteObjectReference<IListener>(reference);

        silo.Run(() => topic.PublishAndWait("?"));
        listener.Log.ShouldBeEmpty();
        silo.Run(() => topic.Count()).ShouldBe(0);
        Should.Throw<ClientNotAvailableException>(() => silo.Run(() => topic.Ask(reference, "?")));
    }

    [Fact]
    public void An_observer_that_nobody_keeps_is_gone()
    {
        using var silo = SiloExtensions.Create();
        var reference = Create(silo);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Should.Throw<ClientNotAvailableException>(() => silo.Run(() => silo.Grains.GetGrain<ITopic>("t").Ask(reference, "?")));

        [MethodImpl(MethodImplOptions.NoInlining)]
        static IListener Create(DeterministicSilo silo) => silo.Grains.CreateObjectReference<IListener>(new Listener(silo.Time));
    }

    [Fact]
    public void Subscriptions_that_are_not_renewed_expire()
    {
        using var silo = SiloExtensions.Create();
        var topic = silo.Grains.GetGrain<ITopic>("t");
        var listener = new Listener(silo.Time);
        silo.Run(() => topic.Subscribe(silo.Grains.CreateObjectReference<IListener>(listener)));

        silo.Advance(TimeSpan.FromMinutes(6));

        silo.Run(() => topic.Publish("late"));
        silo.RunUntilIdle();
        listener.Log.ShouldBeEmpty();
        silo.Run(() => topic.Count()).ShouldBe(0);
    }

    [Fact]
    public void A_grain_observes_as_itself()
    {
        using var silo = SiloExtensions.Create();
        var eavesdropper = silo.Grains.GetGrain<IEavesdropper>("e");

        silo.Run(() => eavesdropper.Attend("t"));
        silo.Run(() => silo.Grains.GetGrain<ITopic>("t").Publish("news"));
        silo.RunUntilIdle();

        silo.Run(() => eavesdropper.Heard()).ShouldBe(["news"]);
    }
}
