using System.Text;
using Krewe.Model.Autoscaling;
using Krewe.Model.Documents;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Tests.Json;

namespace Krewe.Model.Tests.Kinds;

/// <summary>Kinds with several versions: what is stored can be read and written back in any of them, and nothing is lost.</summary>
public sealed class KindVersionTests
{
    public static TheoryData<string> Versions => [.. KindRegistry.Versions.Except(KindRegistry.All).Select(kind => kind.Gvk.ToString())];

    [Theory, MemberData(nameof(Versions))]
    public void What_is_stored_comes_through_any_version_unchanged(string version)
    {
        var kind = KindRegistry.Versions.Single(candidate => candidate.Gvk.ToString() == version);
        for (var seed = 0; seed < 300; seed++)
        {
            var stored = ApiJson.Read(kind.Stored, new GeneratedObjects(seed, unknownFields: false).Document(kind.Stored));
            var adopted = kind.Adopt(stored);
            adopted.Definition.ShouldBeSameAs(kind);
            // By way of JSON, as clients have it.
            kind.ToStored(ApiJson.Read(kind, ApiJson.Write(adopted))).ShouldBe(stored, $"seed {seed}");
        }
    }

    [Theory, MemberData(nameof(Versions))]
    public void What_was_written_in_a_version_is_read_in_it_as_it_was(string version)
    {
        var kind = KindRegistry.Versions.Single(candidate => candidate.Gvk.ToString() == version);
        for (var seed = 0; seed < 300; seed++)
        {
            var written = ApiJson.Read(kind, new GeneratedObjects(seed, unknownFields: false).Document(kind));
            var stored = kind.ToStored(written);
            var seen = kind.Adopt(stored);
            kind.ToStored(seen).ShouldBe(stored, $"seed {seed}");
            if (!SaysThingsTwice(kind))
                seen.ShouldBe(written, $"seed {seed}");
        }
    }

    [Fact]
    public void What_a_topology_of_v1beta1_says_is_said_by_fields_in_v1()
    {
        var beta = Discovery.V1Beta1.EndpointSliceKind.Instance;
        var stored = (Discovery.EndpointSlice)beta.ToStored(new Discovery.V1Beta1.EndpointSlice
        {
            Endpoints =
            [
                new() { Topology = new Dictionary<string, string> { [Host] = "n1", [Zone] = "a", ["rack"] = "7" } },
                new() { Topology = new Dictionary<string, string> { [Host] = "n1", [Zone] = "a" }, NodeName = "n1" },
                new() { Topology = new Dictionary<string, string> { [Host] = "other" }, NodeName = "n1" },
            ],
        });
        stored.Endpoints.Select(endpoint => (endpoint.NodeName, endpoint.Zone, string.Join(' ', endpoint.DeprecatedTopology)))
            .ShouldBe([("n1", "a", "[rack, 7]"), ("n1", "a", ""), ("n1", null, $"[{Host}, other]")]);
        var seen = (Discovery.V1Beta1.EndpointSlice)beta.Adopt(stored);
        seen.Endpoints.Select(endpoint => (endpoint.NodeName, endpoint.Topology.GetValueOrDefault(Host), endpoint.Topology.GetValueOrDefault(Zone), endpoint.Topology.Count))
            .ShouldBe([("n1", "n1", "a", 3), ("n1", "n1", "a", 2), ("n1", "other", null, 1)]);
    }

    [Fact]
    public void Labels_that_v1_has_fields_for_are_not_kept_beside_them()
    {
        var written = new Discovery.EndpointSlice
        {
            Endpoints = [new() { NodeName = "n1", Zone = "a", DeprecatedTopology = new Dictionary<string, string> { [Host] = "n1", [Zone] = "b", ["rack"] = "7" } }],
        };
        var stored = (Discovery.EndpointSlice)Discovery.EndpointSliceKind.Instance.ApplyDefaults((ApiObject)written);
        stored.Endpoints[0].DeprecatedTopology.ShouldHaveSingleItem().Key.ShouldBe("rack");
        var beta = Discovery.V1Beta1.EndpointSliceKind.Instance;
        beta.ToStored(beta.Adopt(stored)).ShouldBe(stored);
    }

    [Fact]
    public void An_empty_selector_selects_nothing_in_v1beta1_and_everything_in_v1()
    {
        var beta = Policy.V1Beta1.PodDisruptionBudgetKind.Instance;
        var nothing = (Policy.PodDisruptionBudget)beta.ToStored(new Policy.V1Beta1.PodDisruptionBudget { Spec = new() { Selector = new LabelSelector() } });
        nothing.Spec.Selector!.MatchExpressions.ShouldHaveSingleItem().Operator.ShouldBe(LabelSelectorOperator.Exists);
        var everything = (Policy.V1Beta1.PodDisruptionBudget)beta.Adopt(new Policy.PodDisruptionBudget { Spec = new() { Selector = new LabelSelector() } });
        everything.Spec.Selector!.MatchExpressions.ShouldHaveSingleItem().Operator.ShouldBe(LabelSelectorOperator.DoesNotExist);
        var absent = new Policy.V1Beta1.PodDisruptionBudget();
        ((Policy.PodDisruptionBudget)beta.ToStored(absent)).Spec.Selector.ShouldBeNull();
    }

    [Fact]
    public void A_target_for_the_cpu_that_is_changed_in_v1_leaves_other_metrics_where_they_are()
    {
        const string Json = """
            {"kind":"HorizontalPodAutoscaler","apiVersion":"autoscaling/v2","metadata":{"name":"web"},"spec":{"scaleTargetRef":{"kind":"Deployment","name":"web"},"maxReplicas":3,"metrics":[
              {"type":"Resource","resource":{"name":"memory","target":{"type":"AverageValue","averageValue":"1Gi"}}},
              {"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":50}}},
              {"type":"Pods","pods":{"metric":{"name":"hits"},"target":{"type":"AverageValue","averageValue":"1k"}}}]}}
            """;
        var stored = ApiJson.Read(Autoscaling.V2.HorizontalPodAutoscalerKind.Instance, Encoding.UTF8.GetBytes(Json));
        var seen = (HorizontalPodAutoscaler)HorizontalPodAutoscalerKind.Instance.Adopt(stored);
        seen.Spec.TargetCPUUtilizationPercentage.ShouldBe(50);
        seen.Metadata.Annotations.Keys.ShouldBe([MetricsAnnotation, ExactAnnotation], "the CPU has no place among the others in Kubernetes' annotation");
        var changed = (Autoscaling.V2.HorizontalPodAutoscaler)HorizontalPodAutoscalerKind.Instance.ToStored(seen with { Spec = seen.Spec with { TargetCPUUtilizationPercentage = 60 } });
        changed.Metadata.Annotations.ShouldBeEmpty();
        changed.Spec.Metrics.Select(metric => metric.Resource?.Name).ShouldBe(["memory", "cpu", null]);
        changed.Spec.Metrics[1].Resource!.Target.AverageUtilization.ShouldBe(60);
    }

    [Fact]
    public void An_annotation_that_cannot_be_read_is_one_like_any_other()
    {
        var value = new HorizontalPodAutoscaler { Metadata = new ObjectMeta { Annotations = new Dictionary<string, string> { [ExactAnnotation] = "{\"spec\":7}", [MetricsAnnotation] = "{}" } } };
        HorizontalPodAutoscalerKind.Instance.ToStored(value).Metadata.Annotations.Count.ShouldBe(2);
        HorizontalPodAutoscalerKind.Instance.Adopt(HorizontalPodAutoscalerKind.Instance.ToStored(value)).ShouldBe(value);
    }

    [Fact]
    public void What_v1_has_no_field_for_stands_in_Kubernetes_annotations()
    {
        const string Json = """
            {"kind":"HorizontalPodAutoscaler","apiVersion":"autoscaling/v2","metadata":{"name":"web"},"spec":{"scaleTargetRef":{"kind":"Deployment","name":"web"},"maxReplicas":3,
             "metrics":[
              {"type":"Resource","resource":{"name":"memory","target":{"type":"AverageValue","averageValue":"1Gi"}}},
              {"type":"Object","object":{"describedObject":{"kind":"Service","name":"main"},"target":{"type":"Value","value":"2k"},"metric":{"name":"hits"}}},
              {"type":"Pods","pods":{"metric":{"name":"packets","selector":{"matchLabels":{"a":"b"}}},"target":{"type":"AverageValue","averageValue":"1k"}}},
              {"type":"External","external":{"metric":{"name":"queue"},"target":{"type":"AverageValue","averageValue":"30"}}},
              {"type":"ContainerResource","containerResource":{"name":"cpu","container":"app","target":{"type":"Utilization","averageUtilization":60}}},
              {"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":50}}}],
             "behavior":{"scaleDown":{"selectPolicy":"Max","policies":[{"type":"Percent","value":100,"periodSeconds":15}],"stabilizationWindowSeconds":60}}},
             "status":{"desiredReplicas":2,"currentMetrics":[{"type":"Resource","resource":{"name":"cpu","current":{"averageValue":"20m","averageUtilization":10}}}],
              "conditions":[{"type":"AbleToScale","status":"True","lastTransitionTime":"2020-01-01T00:00:00Z","reason":"Ready","message":"it can"}]}}
            """;
        var stored = ApiJson.Read(Autoscaling.V2.HorizontalPodAutoscalerKind.Instance, Encoding.UTF8.GetBytes(Json));
        var seen = (HorizontalPodAutoscaler)HorizontalPodAutoscalerKind.Instance.Adopt(stored);
        seen.Metadata.Annotations.OrderBy(annotation => annotation.Key, StringComparer.Ordinal).Select(annotation => $"{annotation.Key} {annotation.Value}").ShouldBe(
            [
                """autoscaling.alpha.kubernetes.io/behavior {"ScaleDown":{"SelectPolicy":"Max","Policies":[{"Type":"Percent","Value":100,"PeriodSeconds":15}],"StabilizationWindowSeconds":60}}""",
                """autoscaling.alpha.kubernetes.io/conditions [{"type":"AbleToScale","status":"True","lastTransitionTime":"2020-01-01T00:00:00Z","reason":"Ready","message":"it can"}]""",
                """autoscaling.alpha.kubernetes.io/current-metrics [{"type":"Resource","resource":{"name":"cpu","currentAverageUtilization":10,"currentAverageValue":"20m"}}]""",
                "autoscaling.alpha.kubernetes.io/metrics ["
                    + """{"type":"Resource","resource":{"name":"memory","targetAverageValue":"1Gi"}},"""
                    + """{"type":"Object","object":{"target":{"kind":"Service","name":"main"},"metricName":"hits","targetValue":"2k"}},"""
                    + """{"type":"Pods","pods":{"metricName":"packets","targetAverageValue":"1k","selector":{"matchLabels":{"a":"b"}}}},"""
                    + """{"type":"External","external":{"metricName":"queue","targetAverageValue":"30"}},"""
                    + """{"type":"ContainerResource","containerResource":{"name":"cpu","targetAverageUtilization":60,"container":"app"}}]""",
            ]);
        HorizontalPodAutoscalerKind.Instance.ToStored(seen).ShouldBe(stored);
    }

    [Fact]
    public void Whoever_writes_Kubernetes_annotations_is_heeded_even_where_one_of_ours_says_otherwise()
    {
        var stored = new Autoscaling.V2.HorizontalPodAutoscaler
        {
            Spec = new() { Metrics = [Resource("cpu", utilization: 50), Resource("memory", utilization: 70)] },
        };
        var seen = (HorizontalPodAutoscaler)HorizontalPodAutoscalerKind.Instance.Adopt(stored);
        seen.Metadata.Annotations.Keys.ShouldContain(ExactAnnotation, "the order of the metrics");
        var changed = seen with
        {
            Metadata = seen.Metadata with
            {
                Annotations = new Dictionary<string, string>(seen.Metadata.Annotations)
                {
                    [MetricsAnnotation] = """[{"type":"Resource","resource":{"name":"memory","targetAverageUtilization":90}}]""",
                    ["autoscaling.alpha.kubernetes.io/behavior"] = """{"scaleUp":{"stabilizationWindowSeconds":5}}""",
                },
            },
        };
        var now = (Autoscaling.V2.HorizontalPodAutoscaler)HorizontalPodAutoscalerKind.Instance.ToStored(changed);
        now.Spec.Metrics.ShouldBe([Resource("memory", utilization: 90), Resource("cpu", utilization: 50)]);
        now.Spec.Behavior!.ScaleUp!.StabilizationWindowSeconds.ShouldBe(5);
        now.Metadata.Annotations.ShouldBeEmpty();
    }

    [Fact]
    public void Annotations_of_v1_say_nothing_in_v2()
    {
        var written = new Autoscaling.V2.HorizontalPodAutoscaler
        {
            Metadata = new ObjectMeta { Annotations = new Dictionary<string, string> { [MetricsAnnotation] = "[]", ["mine"] = "", ["autoscaling.alpha.kubernetes.io/conditions"] = "{" } },
        };
        var kept = Autoscaling.V2.HorizontalPodAutoscalerKind.Instance.ApplyDefaults((ApiObject)written).Metadata.Annotations;
        kept.Keys.ShouldBe(["mine", "autoscaling.alpha.kubernetes.io/conditions"], ignoreOrder: true);
    }

    private const string MetricsAnnotation = "autoscaling.alpha.kubernetes.io/metrics";
    private const string ExactAnnotation = "krewe.dev/autoscaling-v2";

    private static Autoscaling.V2.MetricSpec Resource(string name, int utilization) => new()
    {
        Type = Autoscaling.V2.MetricSourceType.Resource,
        Resource = new() { Name = name, Target = new() { Type = Autoscaling.V2.MetricTargetType.Utilization, AverageUtilization = utilization } },
    };

    // The node of an endpoint is a field and a label in v1beta1, whichever was written.
    private static bool SaysThingsTwice(KindDefinition kind) => kind == Discovery.V1Beta1.EndpointSliceKind.Instance;

    private const string Host = "kubernetes.io/hostname";
    private const string Zone = "topology.kubernetes.io/zone";
}
