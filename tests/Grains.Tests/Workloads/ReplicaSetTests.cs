using Krewe.Grains.Collections;
using Krewe.Grains.Objects;
using Krewe.Grains.Tests.Harness;
using Krewe.Model.Apps;
using Krewe.Model.Core;
using Krewe.Planning.Pods;

namespace Krewe.Grains.Tests.Workloads;

public sealed class ReplicaSetTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private static List<Pod> Active(ControlPlane plane) => [.. plane.List<Pod>(PodKind.Instance).Where(pod => pod.IsActive())];

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public void Runs_exactly_n_while_pods_are_killed_at_random(int seed)
    {
        using var plane = new ControlPlane(seed);
        var agents = new[] { "n1", "n2", "n3" }.Select(name => new FakeAgent(plane, name).Start()).ToList();
        var set = plane.Created(Samples.ReplicaSet("web", 7));
        plane.Eventually(() => Active(plane).Count(pod => pod.IsReady()) == 7, Soon, "seven pods are ready");

        // Counts the active pods after each change of any pod: there may be too few for a moment, but never too many.
        var counter = new ActivePods(plane.Run(() => plane.Grains.GetCollection(PodKind.Instance).List(new ObjectQuery())));
        plane.Run(() => plane.Grains.GetCollection(PodKind.Instance).Subscribe(
            plane.Grains.CreateObjectReference<ICollectionObserver>(counter), counter.Revision, default));

        var random = new Random(seed);
        for (var round = 0; round < 20; round++)
        {
            foreach (var victim in Active(plane).OrderBy(_ => random.Next()).Take(random.Next(4)))
                plane.Delete(victim, new DeleteRequest(GracePeriodSeconds: random.Next(2) * 5));
            plane.Advance(TimeSpan.FromMilliseconds(random.Next(400)));
        }
        plane.Eventually(() => Active(plane).Count(pod => pod.IsReady()) == 7 && plane.List<Pod>(PodKind.Instance).Count == 7, Soon, "it comes back to seven");
        counter.Most.ShouldBe(7);
        plane.Eventually(() => agents.Sum(agent => agent.Running.Count) == 7, Soon, "nothing else runs on the nodes");
        plane.Eventually(() => plane.Find<ReplicaSet>(ReplicaSetKind.Instance, "default", "web")!.Status is { Replicas: 7, ReadyReplicas: 7, AvailableReplicas: 7 }, Soon, "the status says so");
        GC.KeepAlive(set);
    }

    [Theory, InlineData(1), InlineData(2)]
    public void A_crash_in_the_middle_makes_nothing_twice(int seed)
    {
        using var plane = new ControlPlane(seed);
        var set = plane.Created(Samples.ReplicaSet("web", 20));
        // Stop right in the middle of the creations.
        plane.Silo.RunUntil(() => plane.Log.Batches.Any(batch => batch.Collection == "pods"));
        plane.Crash();
        plane.Eventually(() => Active(plane).Count == 20, Soon, "all twenty exist");
        plane.Advance(Soon);
        Active(plane).Count.ShouldBe(20);
        Active(plane).ShouldAllBe(pod => pod.Metadata.OwnerReferences[0].Uid == set.Metadata.Uid);
    }

    [Fact]
    public void A_creation_whose_answer_was_lost_is_not_repeated()
    {
        using var plane = new ControlPlane(1);
        plane.Advance(TimeSpan.FromSeconds(1));
        plane.Log.FailAfter = "pods";
        plane.Created(Samples.ReplicaSet("web", 5));
        plane.Advance(Soon);
        Active(plane).Count.ShouldBe(5);
    }

    [Fact]
    public void Scaling_down_takes_the_surplus_away()
    {
        using var plane = new ControlPlane(1);
        _ = new FakeAgent(plane, "n1").Start();
        var set = plane.Created(Samples.ReplicaSet("web", 10));
        plane.Eventually(() => Active(plane).Count(pod => pod.IsReady()) == 10, Soon, "ten pods are ready");
        plane.Run(() => plane.Grain(set).Scale(new ScaleRequest(3), default)).ShouldBeWritten();
        plane.Eventually(() => plane.List<Pod>(PodKind.Instance).Count == 3, Soon, "three are left");
    }

    [Fact]
    public void Orphans_that_match_are_adopted_and_counted()
    {
        using var plane = new ControlPlane(1);
        var orphan = plane.Created(Samples.Pod("lonely"));
        var set = plane.Created(Samples.ReplicaSet("web", 3));
        plane.Eventually(() => Active(plane).Count == 3, Soon, "two are added to the one");
        plane.Advance(Soon);
        Active(plane).Count.ShouldBe(3);
        Active(plane).Single(pod => pod.Metadata.Uid == orphan.Metadata.Uid).Metadata.OwnerReferences.ShouldHaveSingleItem().Uid.ShouldBe(set.Metadata.Uid);
    }

    private sealed class ActivePods : ICollectionObserver
    {
        private readonly HashSet<string> _active = [];

        public ActivePods(CollectionSnapshot start)
        {
            Revision = start.Revision;
            foreach (var pod in start.Documents.Select(document => document.As<Pod>()).Where(pod => pod.IsActive()))
                _active.Add(pod.Metadata.Uid!);
            Most = _active.Count;
        }

        public long Revision { get; }

        public int Most { get; private set; }

        public Task OnChanges(ChangeBatch batch)
        {
            foreach (var change in batch.Changes)
            {
                var pod = change.Document.As<Pod>();
                if (change.Kind == ChangeKind.Deleted || !pod.IsActive())
                    _active.Remove(pod.Metadata.Uid!);
                else
                    _active.Add(pod.Metadata.Uid!);
                Most = Math.Max(Most, _active.Count);
            }
            return Task.CompletedTask;
        }
    }

    [Fact]
    public void Creations_that_outlive_the_patience_of_their_callers_are_not_repeated()
    {
        using var plane = new ControlPlane(1);
        plane.Log.Delay = ("pods", TimeSpan.FromSeconds(75));
        plane.Created(Samples.ReplicaSet("web", 5));
        plane.Advance(TimeSpan.FromMinutes(4));
        plane.Log.Delay.ShouldBeNull();
        plane.List<Pod>(PodKind.Instance).Count.ShouldBe(5);
        plane.Log.Batches.Where(batch => batch.Collection == "pods").SelectMany(batch => batch.Changes).Select(change => change.Key).Distinct().Count()
            .ShouldBe(5, "no pod was made and taken back");
    }
}
