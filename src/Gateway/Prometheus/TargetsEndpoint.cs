using System.Text.Json;
using Krewe.Gateway.Authentication;
using Krewe.Gateway.Authorization;
using Krewe.Gateway.Cache;
using Krewe.Gateway.Resources;
using Krewe.Gateway.Responses;
using Krewe.Gateway.Routing;
using Krewe.Model.Core;
using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Microsoft.AspNetCore.Http;

namespace Krewe.Gateway.Prometheus;

/// <summary>
/// <c>GET /krewe/v1/prometheus/ROLE</c>: what there is to scrape, for Prometheus' HTTP service discovery (<c>http_sd_configs</c>), with the labels that
/// its discovery of Kubernetes gives. That one works as well; not every build of Prometheus has it, and this one costs the server nothing between two questions.
/// </summary>
/// <remarks>
/// Parameters: <c>namespace</c>, and <c>labelSelector</c> and <c>fieldSelector</c> for the objects of the role. Whoever may list what the answer is made of may ask.
/// </remarks>
internal sealed class TargetsEndpoint(CollectionCaches caches, Authorizer authorizer)
{
    private const string Prefix = "/krewe/v1/prometheus/";

    /// <summary>True for the paths that it answers.</summary>
    public static bool Owns(string path) => path.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Serves a role.</summary>
    public async Task ServeAsync(HttpContext context, string path, ClientIdentity caller)
    {
        if ((await FindAsync(context, path[Prefix.Length..], caller)).TryGet(out var targets, out var failure))
            await context.SendJsonAsync(StatusCodes.Status200OK, GatewayJson.Write(targets, Write));
        else
            await context.SendFailureAsync(failure);
    }

    private async Task<Outcome<List<TargetGroup>>> FindAsync(HttpContext context, string role, ClientIdentity caller)
    {
        IReadOnlyList<KindDefinition> kinds = role switch
        {
            "pod" => [PodKind.Instance],
            "service" => [ServiceKind.Instance],
            "endpoints" => [EndpointsKind.Instance, ServiceKind.Instance, PodKind.Instance],
            "node" => [NodeKind.Instance],
            _ => [],
        };
        if (kinds.Count == 0)
            return ApiFailure.NoSuchResource();
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
            return Refusals.MethodNotAllowed();
        var query = new RequestQuery(context.Request.Query);
        var space = query.Text("namespace");
        foreach (var kind in kinds)
        {
            var access = new AccessRequest.Resource(ApiVerb.List.Name(), kind.Gvk.Group, kind.Plural, "", kind.Namespaced ? space : "", "");
            if (!authorizer.Decide(caller, access).Allowed)
                return access.Refuse(caller.User);
        }
        if (!ObjectFilter.Parse(kinds[0], kinds[0].Namespaced ? space : "", query).TryGet(out var filter, out var failure))
            return failure;
        var views = new CollectionView[kinds.Count];
        for (var i = 0; i < views.Length; i++)
        {
            if (!(await FreshViews.GetAsync(caches[kinds[i]], default, context.RequestAborted)).TryGet(out var view, out failure))
                return failure;
            views[i] = view;
        }
        var found = new List<TargetGroup>();
        foreach (var document in views[0].Range(filter.Namespace, null).Span)
        {
            if (filter.MatchesSelectors(document))
                found.AddRange(Of(document, views));
        }
        return found;
    }

    private static IEnumerable<TargetGroup> Of(ApiDocument document, CollectionView[] views) => document.Object switch
    {
        Pod pod => Targets.Of(pod),
        Service service => Targets.Of(service),
        Endpoints endpoints => Targets.Of(endpoints, views[1].Find(document.Key)?.As<Service>(), name => views[2].Find(new ObjectKey(document.Key.Namespace, name))?.As<Pod>()),
        Node node => Targets.Of(node),
        var other => throw new InvalidOperationException($"{other.Definition.Gvk} is no role"),
    };

    private static void Write(Utf8JsonWriter json, List<TargetGroup> targets)
    {
        json.WriteStartArray();
        foreach (var target in targets)
        {
            json.WriteStartObject();
            json.WriteStartArray("targets"u8);
            json.WriteStringValue(target.Address);
            json.WriteEndArray();
            json.WriteStartObject("labels"u8);
            foreach (var (name, value) in target.Labels.All)
                json.WriteString(name, value);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
