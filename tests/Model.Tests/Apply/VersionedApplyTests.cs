using System.Text;
using Krewe.Model.Apply;
using Krewe.Model.Autoscaling.V2;
using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;

namespace Krewe.Model.Tests.Apply;

/// <summary>Who owns what of an autoscaler that is written in several versions, of which v1 has another name for the target of the CPU.</summary>
public sealed class VersionedApplyTests
{
    private const string Cpu50 = """{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":50}}}""";
    private const string Cpu70 = """{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":70}}}""";
    private const string Memory = """{"type":"Resource","resource":{"name":"memory","target":{"type":"AverageValue","averageValue":"1Gi"}}}""";
    private const string Whole = "\"scaleTargetRef\":{\"kind\":\"Deployment\",\"name\":\"web\"},\"maxReplicas\":5";

    private static readonly KindDefinition V1 = Autoscaling.HorizontalPodAutoscalerKind.Instance;
    private static readonly KindDefinition V2 = HorizontalPodAutoscalerKind.Instance;
    private static readonly KindDefinition V2Beta2 = Autoscaling.V2Beta2.HorizontalPodAutoscalerKind.Instance;
    private ApiObject? _live;
    private int _minute;

    [Fact]
    public void Who_owns_a_field_by_another_name_is_in_conflict()
    {
        Applied("a", V1, $"{Whole},\"targetCPUUtilizationPercentage\":50");
        Apply("b", V2, $"\"metrics\":[{Cpu70}]").TryGet(out _, out var failure).ShouldBeFalse();
        failure!.Message.ShouldBe("Apply failed with 1 conflict: conflict with \"a\": .spec.targetCPUUtilizationPercentage");

        Applied("b", V2, $"\"metrics\":[{Cpu70}]", force: true);
        Owners().ShouldBe(["a autoscaling/v1 .spec.maxReplicas .spec.scaleTargetRef", "b autoscaling/v2 .spec.metrics"]);
        Apply("a", V1, $"{Whole},\"targetCPUUtilizationPercentage\":50").TryGet(out _, out failure).ShouldBeFalse();
        failure!.Message.ShouldBe("Apply failed with 1 conflict: conflict with \"b\": .spec.metrics");
    }

    [Fact]
    public void A_field_that_two_own_by_different_names_stays_when_one_gives_it_up()
    {
        Applied("a", V1, $"{Whole},\"targetCPUUtilizationPercentage\":50");
        Applied("b", V2, $"\"metrics\":[{Cpu50}]");
        Owners().ShouldBe(["a autoscaling/v1 .spec.maxReplicas .spec.scaleTargetRef .spec.targetCPUUtilizationPercentage", "b autoscaling/v2 .spec.metrics"]);
        Applied("a", V1, Whole);
        Metrics().ShouldBe(["cpu 50"]);
        Applied("b", V2, "\"minReplicas\":2");
        Metrics().ShouldBe(["cpu 80"], "nobody owns it any longer, so it is the default");
        Owners().ShouldBe(["a autoscaling/v1 .spec.maxReplicas .spec.scaleTargetRef", "b autoscaling/v2 .spec.minReplicas"]);
    }

    [Fact]
    public void Who_goes_over_to_another_version_has_what_it_says_there_and_nothing_else()
    {
        Applied("a", V1, $"{Whole},\"targetCPUUtilizationPercentage\":50");
        Applied("a", V2, $"{Whole},\"metrics\":[{Memory}],\"behavior\":{{\"scaleDown\":{{\"stabilizationWindowSeconds\":60}}}}");
        Metrics().ShouldBe(["memory "]);
        Owners().ShouldBe(["a autoscaling/v2 .spec.behavior.scaleDown.stabilizationWindowSeconds .spec.maxReplicas .spec.metrics .spec.scaleTargetRef"]);
        Applied("a", V2Beta2, $"{Whole},\"metrics\":[{Memory},{Cpu50}]");
        Metrics().ShouldBe(["memory ", "cpu 50"]);
        ((HorizontalPodAutoscaler)_live!).Spec.Behavior!.ScaleDown!.StabilizationWindowSeconds.ShouldBeNull("it is given up");
        Applied("a", V1, Whole);
        Metrics().ShouldBe(["cpu 80"]);
        Owners().ShouldBe(["a autoscaling/v1 .spec.maxReplicas .spec.scaleTargetRef"]);
    }

    [Fact]
    public void An_update_in_one_version_takes_what_is_owned_in_another()
    {
        Applied("a", V1, $"{Whole},\"targetCPUUtilizationPercentage\":50");
        Updated("b", V2, value => value with { Spec = value.Spec with { Metrics = [value.Spec.Metrics[0] with { Resource = new() { Name = "memory" } }] } });
        Owners().ShouldBe(["a autoscaling/v1 .spec.maxReplicas .spec.scaleTargetRef", "b autoscaling/v2 .spec.metrics"]);
        Applied("a", V2, $"{Whole},\"metrics\":[{Cpu50},{Memory}]", force: true);
        Owners().ShouldBe(["a autoscaling/v2 .spec.maxReplicas .spec.metrics .spec.scaleTargetRef"]);
        Updated("c", V1, value => value with { Spec = value.Spec with { TargetCPUUtilizationPercentage = 90 } });
        Metrics().ShouldBe(["cpu 90", "memory "]);
        Owners().ShouldBe(["a autoscaling/v2 .spec.maxReplicas .spec.scaleTargetRef", "c autoscaling/v1 .spec.targetCPUUtilizationPercentage"]);
    }

    [Fact]
    public void A_change_of_something_else_takes_nothing()
    {
        Applied("a", V1, $"{Whole},\"targetCPUUtilizationPercentage\":50");
        Applied("b", V2, "\"minReplicas\":3");
        Applied("c", V2Beta2, "\"minReplicas\":3");
        Owners().ShouldBe(
            ["a autoscaling/v1 .spec.maxReplicas .spec.scaleTargetRef .spec.targetCPUUtilizationPercentage", "b autoscaling/v2 .spec.minReplicas", "c autoscaling/v2beta2 .spec.minReplicas"]);
    }

    private void Applied(string manager, KindDefinition kind, string spec, bool force = false)
    {
        Apply(manager, kind, spec, force).TryGet(out var applied, out var failure).ShouldBeTrue(failure?.Message);
        _live = kind.ToStored(kind.ApplyDefaults(applied!.Value));
    }

    private Outcome<Decoded<ApiObject>> Apply(string manager, KindDefinition kind, string spec, bool force = false)
    {
        var config = $$$"""{"apiVersion":"{{{kind.Gvk.ApiVersion}}}","kind":"HorizontalPodAutoscaler","metadata":{"name":"web"},"spec":{ {{{spec}}} } }""";
        return ServerSideApply.Apply(kind, new ObjectKey("default", "web"), _live is null ? null : kind.Adopt(_live), Encoding.UTF8.GetBytes(config),
            new ApplyOptions(manager, Force: force), DateTimeOffset.UnixEpoch.AddMinutes(_minute++));
    }

    private void Updated(string manager, KindDefinition kind, Func<HorizontalPodAutoscaler, HorizontalPodAutoscaler> change) => Updated<HorizontalPodAutoscaler>(manager, kind, change);

    private void Updated(string manager, KindDefinition kind, Func<Autoscaling.HorizontalPodAutoscaler, Autoscaling.HorizontalPodAutoscaler> change) =>
        Updated<Autoscaling.HorizontalPodAutoscaler>(manager, kind, change);

    private void Updated<T>(string manager, KindDefinition kind, Func<T, T> change) where T : ApiObject
    {
        var old = (T)kind.Adopt(_live!);
        _live = kind.ToStored(FieldTracking.Updated(ApiDocument.Draft(old), change(old), manager, "", DateTimeOffset.UnixEpoch.AddMinutes(_minute++)));
    }

    private IEnumerable<string> Owners() => FieldOwnership.Read(_live!.Metadata.ManagedFields).ShouldNotBeNull().Managers
        .Select(manager => $"{manager.Key.Name} {manager.Value.ApiVersion} {manager.Value.Fields}").Order(StringComparer.Ordinal);

    private IEnumerable<string> Metrics() => ((HorizontalPodAutoscaler)_live!).Spec.Metrics.Select(metric => $"{metric.Resource!.Name} {metric.Resource.Target.AverageUtilization}");
}
