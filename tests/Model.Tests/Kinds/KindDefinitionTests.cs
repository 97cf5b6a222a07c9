using Krewe.Model.Apps;
using Krewe.Model.Core;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;

namespace Krewe.Model.Tests.Kinds;

public sealed class KindDefinitionTests
{
    public static TheoryData<string> Collections => [.. KindRegistry.All.Select(kind => kind.Collection)];

    public static TheoryData<string> Scaled => [.. KindRegistry.All.Where(kind => kind.Scale is not null).Select(kind => kind.Collection)];

    [Fact]
    public void The_registry_holds_the_kinds() => KindRegistry.All.Select(kind => kind.Gvk.ToString()).ShouldBe(
        [
            "v1, Kind=ConfigMap", "v1, Kind=Endpoints", "v1, Kind=Event", "v1, Kind=LimitRange", "v1, Kind=Namespace", "v1, Kind=Node", "v1, Kind=Pod",
            "v1, Kind=PodTemplate", "v1, Kind=ReplicationController", "v1, Kind=ResourceQuota", "v1, Kind=Secret", "v1, Kind=Service", "v1, Kind=ServiceAccount",
            "apps/v1, Kind=ControllerRevision", "apps/v1, Kind=Deployment", "apps/v1, Kind=ReplicaSet", "autoscaling/v2, Kind=HorizontalPodAutoscaler",
            "coordination.k8s.io/v1, Kind=Lease", "discovery.k8s.io/v1, Kind=EndpointSlice",
            "policy/v1, Kind=PodDisruptionBudget",
            "rbac.authorization.k8s.io/v1, Kind=ClusterRole", "rbac.authorization.k8s.io/v1, Kind=ClusterRoleBinding",
            "rbac.authorization.k8s.io/v1, Kind=Role", "rbac.authorization.k8s.io/v1, Kind=RoleBinding",
            "scheduling.k8s.io/v1, Kind=PriorityClass",
            "apiextensions.k8s.io/v1, Kind=CustomResourceDefinition",
        ],
        ignoreOrder: true);

    [Fact]
    public void Some_kinds_have_other_versions() => KindRegistry.Versions.Except(KindRegistry.All).Select(kind => kind.Gvk.ToString()).ShouldBe(
        [
            "autoscaling/v1, Kind=HorizontalPodAutoscaler", "autoscaling/v2beta2, Kind=HorizontalPodAutoscaler",
            "discovery.k8s.io/v1beta1, Kind=EndpointSlice", "policy/v1beta1, Kind=PodDisruptionBudget",
        ],
        ignoreOrder: true);

    [Fact]
    public void No_two_kinds_share_a_name() =>
        KindRegistry.All.SelectMany(kind => kind.ShortNames.Append(kind.Plural).Append(kind.Singular).Distinct().Select(name => $"{name}.{kind.Gvk.Group}")).ShouldBeUnique();

    [Theory, MemberData(nameof(Collections))]
    public void A_new_object_gives_a_cell_in_every_column(string collection)
    {
        var kind = KindRegistry.OfCollection(collection);
        var empty = (ApiObject)Activator.CreateInstance(kind.ObjectType)!;
        empty.Definition.ShouldBeSameAs(kind);
        foreach (var column in kind.Columns)
            column.Cell(empty, DateTimeOffset.UnixEpoch).ShouldNotBeNull(column.Name);
        foreach (var (field, value) in kind.SelectableFields)
            value(empty).ShouldNotBeNull(field);
    }

    [Theory, MemberData(nameof(Scaled))]
    public void Scaling_changes_the_desired_replicas_only(string collection)
    {
        var kind = KindRegistry.OfCollection(collection);
        var value = kind.ApplyDefaults((ApiObject)Activator.CreateInstance(kind.ObjectType)!);
        kind.Scale!.Replicas(value).ShouldBe(1);
        var scaled = kind.Scale.WithReplicas(value, 7);
        kind.Scale.Replicas(scaled).ShouldBe(7);
        kind.Scale.WithReplicas(scaled, 1).ShouldBe(value);
    }

    [Fact]
    public void A_status_update_leaves_the_desired_state_alone()
    {
        var old = new Deployment
        {
            Metadata = new ObjectMeta { Name = "web", Generation = 3, Labels = new Dictionary<string, string> { ["app"] = "web" } },
            Spec = new DeploymentSpec { Replicas = 3 },
        };
        var update = new Deployment
        {
            Metadata = new ObjectMeta { Name = "web", Generation = 9 },
            Spec = new DeploymentSpec { Replicas = 5 },
            Status = new DeploymentStatus { Replicas = 2 },
        };
        DeploymentKind.Instance.PrepareForStatusUpdate(update, old).ShouldBe(old with { Status = update.Status });
    }

    [Fact]
    public void Only_a_change_of_the_desired_state_counts_a_generation()
    {
        var old = new ReplicaSet { Metadata = new ObjectMeta { Generation = 3 }, Spec = new ReplicaSetSpec { Replicas = 1 } };
        Generation(old with { Status = new ReplicaSetStatus { Replicas = 1 } }).ShouldBe(3);
        Generation(old with { Metadata = new ObjectMeta { Labels = new Dictionary<string, string> { ["a"] = "b" } } }).ShouldBe(3);
        Generation(old with { Spec = old.Spec with { Replicas = 2 } }).ShouldBe(4);

        long? Generation(ReplicaSet value) => ReplicaSetKind.Instance.PrepareForUpdate(value, old).Metadata.Generation;
    }

    [Fact]
    public void A_changed_annotation_counts_a_generation_of_a_deployment()
    {
        var old = new Deployment { Metadata = new ObjectMeta { Generation = 3 } };
        var annotated = old with { Metadata = new ObjectMeta { Annotations = new Dictionary<string, string> { ["a"] = "b" } } };
        DeploymentKind.Instance.PrepareForUpdate(annotated, old).Metadata.Generation.ShouldBe(4);
    }

    [Fact]
    public void An_update_may_leave_out_what_the_server_has_set()
    {
        var old = new ConfigMap
        {
            Metadata = new ObjectMeta
            {
                Name = "settings",
                Uid = "1",
                CreationTimestamp = DateTimeOffset.UnixEpoch,
                DeletionTimestamp = DateTimeOffset.UnixEpoch.AddDays(1),
                DeletionGracePeriodSeconds = 30,
            },
        };
        var update = new ConfigMap { Metadata = new ObjectMeta { Name = "settings" } };
        ConfigMapKind.Instance.PrepareForUpdate(update, old).Metadata.ShouldBe(old.Metadata);
        ConfigMapKind.Instance.PrepareForUpdate(update with { Metadata = update.Metadata with { Uid = "2" } }, old).Metadata.Uid.ShouldBe("2");
    }

    [Fact]
    public void A_namespace_keeps_its_finalizers_on_update()
    {
        var old = new Namespace { Spec = new NamespaceSpec { Finalizers = ["kubernetes"] } };
        ((Namespace)NamespaceKind.Instance.PrepareForUpdate(new Namespace(), old)).Spec.Finalizers.ShouldBe(["kubernetes"]);
    }
}
