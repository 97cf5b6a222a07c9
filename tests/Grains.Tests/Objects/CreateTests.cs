using Krewe.Grains.Objects;
using Krewe.Grains.Tests.Harness;
using Krewe.Model.Core;
using Krewe.Model.Failures;
using Krewe.Model.Meta;

namespace Krewe.Grains.Tests.Objects;

public sealed class CreateTests
{
    [Fact]
    public void A_new_object_gets_its_identity_from_the_server()
    {
        using var plane = new ControlPlane(1);
        var sent = Samples.ConfigMap("a");
        var made = plane.Created(sent with { Metadata = sent.Metadata with { Uid = "mine", CreationTimestamp = DateTimeOffset.MinValue, SelfLink = "x" } });
        Guid.TryParse(made.Metadata.Uid, out _).ShouldBeTrue();
        made.Metadata.CreationTimestamp.ShouldNotBeNull().Year.ShouldBe(2030);
        made.Metadata.ResourceVersion.ShouldBe("1");
        made.Metadata.SelfLink.ShouldBeNull();
        plane.Find<ConfigMap>(ConfigMapKind.Instance, "default", "a").ShouldBe(made);
    }

    [Fact]
    public void The_name_may_be_used_once()
    {
        using var plane = new ControlPlane(1);
        plane.Created(Samples.ConfigMap("a"));
        plane.Create(Samples.ConfigMap("a")).ShouldBeRefused(FailureReason.AlreadyExists).Message.ShouldBe("configmaps \"a\" already exists");
    }

    [Fact]
    public void Every_error_is_told_at_once()
    {
        using var plane = new ControlPlane(1);
        var failure = plane.Create(Samples.ConfigMap("a") with
        {
            Metadata = new ObjectMeta { Name = "a", Namespace = "default", Labels = new Dictionary<string, string> { ["-x"] = "v", ["y"] = "-" } },
        }).ShouldBeRefused(FailureReason.Invalid);
        failure.Causes.Count.ShouldBe(2);
        failure.Message.ShouldStartWith("ConfigMap \"a\" is invalid: [");
        plane.List<ConfigMap>(ConfigMapKind.Instance).ShouldBeEmpty();
    }

    [Fact]
    public void A_version_is_not_the_clients_to_set()
    {
        using var plane = new ControlPlane(1);
        var sent = Samples.ConfigMap("a");
        plane.Create(sent with { Metadata = sent.Metadata with { ResourceVersion = "5" } })
            .ShouldBeRefused(FailureReason.BadRequest).Message.ShouldBe("resourceVersion should not be set on objects to be created");
    }

    [Fact]
    public void The_namespace_must_exist()
    {
        using var plane = new ControlPlane(1);
        plane.Create(Samples.ConfigMap("a", @namespace: "nowhere"))
            .ShouldBeRefused(FailureReason.NotFound).Message.ShouldBe("namespaces \"nowhere\" not found");
    }

    [Fact]
    public void A_dry_run_does_all_but_commit()
    {
        using var plane = new ControlPlane(1);
        var request = new CreateRequest(Model.Documents.ApiDocument.Draft(Samples.ConfigMap("a")), DryRun: true);
        plane.Run(() => plane.Grain(Samples.ConfigMap("a")).Create(request, default)).ShouldBeWritten().Metadata.Uid.ShouldNotBeNull();
        plane.List<ConfigMap>(ConfigMapKind.Instance).ShouldBeEmpty();
    }

    [Fact]
    public void Every_cluster_has_its_namespaces_and_each_its_account()
    {
        using var plane = new ControlPlane(1);
        plane.Advance(TimeSpan.FromSeconds(1));
        plane.List<Namespace>(NamespaceKind.Instance).Select(ns => ns.Metadata.Name).ShouldBe(["default", "kube-node-lease", "kube-public", "kube-system"]);
        plane.List<ServiceAccount>(ServiceAccountKind.Instance).Select(account => $"{account.Metadata.Namespace}/{account.Metadata.Name}")
            .ShouldBe(["default/default", "kube-node-lease/default", "kube-public/default", "kube-system/default"]);
    }
}
