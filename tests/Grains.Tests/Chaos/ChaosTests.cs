using Krewe.Grains.Collections;
using Krewe.Grains.Objects;
using Krewe.Grains.Tests.Harness;
using Krewe.Model.Apps;
using Krewe.Model.Core;
using Krewe.Model.Documents;
using Krewe.Model.Kinds;
using Krewe.Planning.Pods;

namespace Krewe.Grains.Tests.Chaos;

/// <summary>
/// Random users and random faults, and what must hold whatever happens: acknowledged writes are there, histories have no gaps, and once
/// the faults stop the world becomes what was asked for.
/// </summary>
public sealed class ChaosTests
{
    private static readonly TimeSpan ToSettle = TimeSpan.FromMinutes(5);

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    [Theory, MemberData(nameof(Seeds))]
    public void Everything_settles_and_nothing_acknowledged_is_lost(int seed)
    {
        using var plane = new ControlPlane(seed);
        var random = new Random(seed);
        var agents = new[] { "n1", "n2", "n3" }.Select(name => new FakeAgent(plane, name).Start()).ToList();
        var wanted = new Dictionary<string, (int Replicas, string Image)>();
        var acknowledged = new Dictionary<string, string>();

        for (var step = 0; step < 60; step++)
        {
            Act(plane, random, agents, wanted, acknowledged);
            plane.Advance(TimeSpan.FromMilliseconds(random.Next(1_500)));
        }
        plane.Log.FailBefore = plane.Log.FailAfter = null;
        agents.ForEach(agent => agent.Reachable = true);
        foreach (var (name, (replicas, image)) in wanted)
            Insist(plane, name, replicas, image);

        plane.Eventually(() => wanted.All(pair => IsComplete(plane, pair.Key, pair.Value.Replicas, pair.Value.Image)), ToSettle, "the deployments are complete");
        plane.Eventually(() => plane.List<Pod>(PodKind.Instance).Count == wanted.Values.Sum(want => want.Replicas), ToSettle, "no other pod is left");
        plane.Eventually(() => agents.SelectMany(agent => agent.Running).Order().SequenceEqual(plane.List<Pod>(PodKind.Instance).Select(pod => pod.Metadata.Uid!).Order()),
            ToSettle, "exactly these pods run");
        foreach (var (name, value) in acknowledged)
            plane.Find<ConfigMap>(ConfigMapKind.Instance, "default", name).ShouldNotBeNull($"seed {seed}: {name}").Data["key"].ShouldBe(value, $"seed {seed}: {name}");
        foreach (var kind in KindRegistry.All)
            CheckHistory(plane, kind);
    }

    private static void Act(
        ControlPlane plane, Random random, List<FakeAgent> agents, Dictionary<string, (int Replicas, string Image)> wanted, Dictionary<string, string> acknowledged)
    {
        switch (random.Next(12))
        {
            case 0 or 1:
                var (name, want) = ($"d{random.Next(3)}", (random.Next(8), $"busybox:{random.Next(1, 4)}"));
                wanted[name] = want;
                Try(() => Want(plane, name, want.Item1, want.Item2));
                break;
            case 2 or 3 or 4:
                var (map, value) = ($"m{random.Next(5)}", $"{random.Next()}");
                // What is not answered may be there or not.
                acknowledged.Remove(map);
                if (Try(() => Put(plane, map, value)))
                    acknowledged[map] = value;
                break;
            case 5 or 6:
                Try(() =>
                {
                    if (plane.List<Pod>(PodKind.Instance) is { Count: > 0 } pods)
                        plane.Delete(pods[random.Next(pods.Count)], new DeleteRequest(GracePeriodSeconds: random.Next(2) * 10));
                });
                break;
            case 7 or 8:
                var agent = agents[random.Next(agents.Count)];
                agent.Reachable = !agent.Reachable;
                break;
            case 9:
                plane.Log.FailBefore = KindRegistry.All[random.Next(KindRegistry.All.Count)].Collection;
                break;
            case 10:
                plane.Log.FailAfter = KindRegistry.All[random.Next(KindRegistry.All.Count)].Collection;
                break;
            default:
                plane.Log.FailBefore = plane.Log.FailAfter = null;
                plane.Crash();
                agents.ForEach(each => each.Start());
                break;
        }
    }

    private static void Want(ControlPlane plane, string name, int replicas, string image)
    {
        var deployment = Samples.Deployment(name, replicas, image);
        if (plane.Update(deployment) is WriteOutcome.Refused)
            plane.Create(deployment);
    }

    private static void Insist(ControlPlane plane, string name, int replicas, string image)
    {
        Want(plane, name, replicas, image);
        plane.Find<Deployment>(DeploymentKind.Instance, "default", name)!.Spec.Replicas.ShouldBe(replicas);
    }

    private static void Put(ControlPlane plane, string name, string value)
    {
        var map = Samples.ConfigMap(name, value);
        if (plane.Update(map) is WriteOutcome.Refused)
            plane.Create(map).ShouldBeWritten();
    }

    // A user whose request fails does not know whether it took effect.
    private static bool Try(Action act)
    {
        try
        {
            act();
            return true;
        }
        catch (Exception error) when (Faults.IsOne(error))
        {
            return false;
        }
    }

    private static bool IsComplete(ControlPlane plane, string name, int replicas, string image) =>
        plane.List<Pod>(PodKind.Instance).Where(pod => pod.IsActive() && pod.Metadata.Labels["app"] == name).ToList() is var pods
        && pods.Count == replicas && pods.All(pod => pod.IsReady() && pod.Spec.Containers[0].Image == image);

    // Played back from the beginning, the changes give what is there now.
    private static void CheckHistory(ControlPlane plane, KindDefinition kind)
    {
        var watcher = new Watcher(0);
        var collection = plane.Grains.GetCollection(kind);
        plane.Run(() => collection.Subscribe(plane.Grains.CreateObjectReference<ICollectionObserver>(watcher), 0, default)).ShouldBeOfType<SubscribeOutcome.Subscribed>();
        plane.Silo.RunUntilIdle();
        var replayed = new SortedDictionary<ObjectKey, ApiDocument>();
        foreach (var change in watcher.Changes)
        {
            if (change.Kind == ChangeKind.Deleted)
                replayed.Remove(change.Document.Key).ShouldBeTrue();
            else if (change.Kind == ChangeKind.Added)
                replayed.Add(change.Document.Key, change.Document);
            else
                replayed[change.Document.Key] = change.Document;
        }
        plane.Run(() => collection.List(new ObjectQuery())).Documents.Select(document => (document.Key, document.Revision))
            .ShouldBe(replayed.Select(pair => (pair.Key, pair.Value.Revision)));
    }
}
