using Krewe.Grains.Objects;
using Krewe.Grains.Tests.Harness;
using Krewe.Model.Apps;
using Krewe.Model.Core;
using Krewe.Model.Failures;
using Krewe.Model.Meta;

namespace Krewe.Grains.Tests.Namespaces;

public sealed class NamespaceTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);

    [Fact]
    public void The_first_namespaces_stay()
    {
        using var plane = new ControlPlane(1);
        plane.Delete(plane.Find<Namespace>(NamespaceKind.Instance, "", "default")!).ShouldBeRefused(FailureReason.Forbidden).Message
            .ShouldBe("namespaces \"default\" is forbidden: this namespace may not be deleted");
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void A_namespace_is_emptied_takes_nothing_in_meanwhile_and_goes_last(int seed)
    {
        using var plane = new ControlPlane(seed);
        _ = new FakeAgent(plane, "n1").Start();
        var ns = plane.Created(new Namespace { Metadata = new ObjectMeta { Name = "team" } });
        plane.Created(Samples.ConfigMap("a", @namespace: "team"));
        var deployment = Samples.Deployment("web", 3);
        plane.Created(deployment with { Metadata = deployment.Metadata with { Namespace = "team" } });
        plane.Eventually(() => plane.Find<Deployment>(DeploymentKind.Instance, "team", "web")!.Status.AvailableReplicas == 3, Soon, "it is available");

        plane.Delete(ns).ShouldBeOfType<WriteOutcome.Written>().Document.As<Namespace>().Status.Phase.ShouldBe(NamespacePhase.Terminating);
        plane.Create(Samples.ConfigMap("late", @namespace: "team")).ShouldBeRefused(FailureReason.Forbidden).Message
            .ShouldBe("configmaps \"late\" is forbidden: unable to create new content in namespace team because it is being terminated");
        plane.Eventually(() => plane.Find<Namespace>(NamespaceKind.Instance, "", "team") is null, Soon, "it goes");
        plane.List<Pod>(PodKind.Instance, new(Namespace: "team")).ShouldBeEmpty();
        plane.List<ReplicaSet>(ReplicaSetKind.Instance, new(Namespace: "team")).ShouldBeEmpty();
        plane.List<ConfigMap>(ConfigMapKind.Instance, new(Namespace: "team")).ShouldBeEmpty();
        plane.List<ServiceAccount>(ServiceAccountKind.Instance, new(Namespace: "team")).ShouldBeEmpty();
        plane.Created(new Namespace { Metadata = new ObjectMeta { Name = "team" } }).Metadata.Uid.ShouldNotBe(ns.Metadata.Uid);
    }
}
