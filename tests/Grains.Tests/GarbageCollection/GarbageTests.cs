using Krewe.Grains.Objects;
using Krewe.Grains.Tests.Harness;
using Krewe.Model.Apps;
using Krewe.Model.Core;
using Krewe.Model.Meta;

namespace Krewe.Grains.Tests.GarbageCollection;

public sealed class GarbageTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private static ControlPlane WithDeployment(int seed, int replicas = 3)
    {
        var plane = new ControlPlane(seed);
        _ = new FakeAgent(plane, "n1").Start();
        plane.Created(Samples.Deployment("web", replicas));
        plane.Eventually(() => plane.Find<Deployment>(DeploymentKind.Instance, "default", "web")!.Status.AvailableReplicas == replicas, Soon, "it is available");
        return plane;
    }

    private static Deployment? Deployment(ControlPlane plane) => plane.Find<Deployment>(DeploymentKind.Instance, "default", "web");

    [Theory, InlineData(1), InlineData(2)]
    public void In_the_background_the_owner_goes_first_and_everything_follows(int seed)
    {
        using var plane = WithDeployment(seed);
        plane.Delete(Deployment(plane)!, new DeleteRequest(Propagation: PropagationPolicy.Background)).ShouldBeOfType<WriteOutcome.Written>().Removed.ShouldBeTrue();
        plane.Eventually(() => plane.List<ReplicaSet>(ReplicaSetKind.Instance).Count == 0 && plane.List<Pod>(PodKind.Instance).Count == 0, Soon, "nothing is left");
    }

    [Theory, InlineData(1), InlineData(2)]
    public void In_the_foreground_the_owner_goes_last(int seed)
    {
        using var plane = WithDeployment(seed);
        plane.Delete(Deployment(plane)!, new DeleteRequest(Propagation: PropagationPolicy.Foreground)).ShouldBeOfType<WriteOutcome.Written>().Removed.ShouldBeFalse();
        plane.Eventually(() =>
        {
            if (Deployment(plane) is not null)
                return false;
            plane.List<ReplicaSet>(ReplicaSetKind.Instance).ShouldBeEmpty();
            plane.List<Pod>(PodKind.Instance).ShouldBeEmpty();
            return true;
        }, Soon, "it goes in the end");
    }

    [Theory, InlineData(1), InlineData(2)]
    public void Orphans_stay_and_lose_their_owner(int seed)
    {
        using var plane = WithDeployment(seed);
        plane.Delete(Deployment(plane)!, new DeleteRequest(Propagation: PropagationPolicy.Orphan));
        plane.Eventually(() => Deployment(plane) is null, Soon, "it goes");
        plane.Advance(Soon);
        plane.List<ReplicaSet>(ReplicaSetKind.Instance).ShouldHaveSingleItem().Metadata.OwnerReferences.ShouldBeEmpty();
        plane.List<Pod>(PodKind.Instance).Count.ShouldBe(3);
    }

    [Fact]
    public void A_collection_that_a_crash_interrupted_goes_on()
    {
        using var plane = WithDeployment(1, replicas: 10);
        plane.Delete(Deployment(plane)!);
        plane.Crash();
        _ = new FakeAgent(plane, "n1").Start();
        plane.Eventually(() => plane.List<ReplicaSet>(ReplicaSetKind.Instance).Count == 0 && plane.List<Pod>(PodKind.Instance).Count == 0, Soon, "nothing is left");
    }

    [Fact]
    public void What_names_an_owner_that_is_gone_is_collected()
    {
        using var plane = new ControlPlane(1);
        var owner = plane.Created(Samples.ConfigMap("owner"));
        var sent = Samples.ConfigMap("orphan");
        plane.Created(sent with
        {
            Metadata = sent.Metadata with { OwnerReferences = [new OwnerReference { ApiVersion = "v1", Kind = "ConfigMap", Name = "owner", Uid = "another" }] },
        });
        plane.Eventually(() => plane.Find<ConfigMap>(ConfigMapKind.Instance, "default", "orphan") is null, Soon, "it goes");
        plane.Find<ConfigMap>(ConfigMapKind.Instance, "default", "owner").ShouldBe(owner);
    }

    [Theory, InlineData("example.com/v1", "Widget"), InlineData("apps/v9", "Deployment")]
    public void What_names_an_owner_of_a_kind_that_nobody_knows_here_stays(string apiVersion, string kind)
    {
        using var plane = new ControlPlane(1);
        var sent = Samples.ConfigMap("owned");
        plane.Created(sent with
        {
            Metadata = sent.Metadata with { OwnerReferences = [new OwnerReference { ApiVersion = apiVersion, Kind = kind, Name = "owner", Uid = "its-uid" }] },
        });
        plane.Advance(Soon);
        plane.Find<ConfigMap>(ConfigMapKind.Instance, "default", "owned").ShouldNotBeNull();
    }
}
