using Krewe.Grains.Collections;
using Krewe.Grains.Tests.Harness;
using Krewe.Model.Apps;
using Krewe.Model.Core;
using Krewe.Planning.Pods;

namespace Krewe.Grains.Tests.Workloads;

public sealed class DeploymentTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);

    private static List<Pod> Pods(ControlPlane plane) => plane.List<Pod>(PodKind.Instance).Where(pod => pod.IsActive()).ToList();

    private static bool IsComplete(ControlPlane plane, int replicas, string image) =>
        Pods(plane) is var pods && pods.Count == replicas && pods.All(pod => pod.IsReady() && pod.Spec.Containers[0].Image == image)
        && plane.Find<Deployment>(DeploymentKind.Instance, "default", "web")!.Status is var status
        && (status.UpdatedReplicas, status.AvailableReplicas, status.Replicas) == (replicas, replicas, replicas);

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void A_rollout_keeps_within_surge_and_availability(int seed)
    {
        using var plane = new ControlPlane(seed);
        foreach (var name in new[] { "n1", "n2" })
            _ = new FakeAgent(plane, name).Start();
        plane.Created(Samples.Deployment("web", 8));
        plane.Eventually(() => IsComplete(plane, 8, "busybox:1"), Soon, "the first rollout completes");

        var bounds = new Bounds(plane.Run(() => plane.Grains.GetCollection(PodKind.Instance).List(new ObjectQuery())));
        plane.Run(() => plane.Grains.GetCollection(PodKind.Instance).Subscribe(
            plane.Grains.CreateObjectReference<ICollectionObserver>(bounds), bounds.Revision, default));
        var deployment = plane.Find<Deployment>(DeploymentKind.Instance, "default", "web")!;
        plane.Updated(deployment with { Spec = deployment.Spec with { Template = Samples.Template("web", "busybox:2") } });
        plane.Eventually(() => IsComplete(plane, 8, "busybox:2"), Soon, "the second rollout completes");

        // A quarter of eight above and below.
        bounds.Most.ShouldBeLessThanOrEqualTo(10);
        bounds.LeastReady.ShouldBeGreaterThanOrEqualTo(6);
        plane.List<ReplicaSet>(ReplicaSetKind.Instance).Count.ShouldBe(2);
        plane.Find<Deployment>(DeploymentKind.Instance, "default", "web")!.Metadata.Annotations["deployment.kubernetes.io/revision"].ShouldBe("2");
    }

    [Theory, InlineData(1), InlineData(2)]
    public void A_rollout_goes_on_where_a_crash_stopped_it(int seed)
    {
        using var plane = new ControlPlane(seed);
        var agent = new FakeAgent(plane, "n1").Start();
        plane.Created(Samples.Deployment("web", 6));
        plane.Eventually(() => IsComplete(plane, 6, "busybox:1"), Soon, "the first rollout completes");
        var deployment = plane.Find<Deployment>(DeploymentKind.Instance, "default", "web")!;
        plane.Updated(deployment with { Spec = deployment.Spec with { Template = Samples.Template("web", "busybox:2") } });
        plane.Advance(TimeSpan.FromMilliseconds(350));
        plane.Crash();
        agent.Start();
        plane.Eventually(() => IsComplete(plane, 6, "busybox:2"), Soon, "the second rollout completes");
    }

    private sealed class Bounds : ICollectionObserver
    {
        private readonly Dictionary<string, bool> _ready = [];

        public Bounds(CollectionSnapshot start)
        {
            Revision = start.Revision;
            foreach (var document in start.Documents)
                Take(ChangeKind.Added, document.As<Pod>());
            LeastReady = _ready.Count;
        }

        public long Revision { get; }

        public int Most { get; private set; }

        public int LeastReady { get; private set; }

        public Task OnChanges(ChangeBatch batch)
        {
            foreach (var change in batch.Changes)
            {
                Take(change.Kind, change.Document.As<Pod>());
                Most = Math.Max(Most, _ready.Count);
                LeastReady = Math.Min(LeastReady, _ready.Values.Count(ready => ready));
            }
            return Task.CompletedTask;
        }

        private void Take(ChangeKind kind, Pod pod)
        {
            if (kind == ChangeKind.Deleted || !pod.IsActive())
                _ready.Remove(pod.Metadata.Uid!);
            else
                _ready[pod.Metadata.Uid!] = pod.IsReady();
        }
    }
}
