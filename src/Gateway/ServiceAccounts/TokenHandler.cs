using Krewe.Gateway.Authentication;
using Krewe.Gateway.Bodies;
using Krewe.Gateway.Resources;
using Krewe.Gateway.Resources.Writes;
using Krewe.Gateway.Responses;
using Krewe.Grains.Collections;
using Krewe.Model.Authentication;
using Krewe.Model.Core;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Microsoft.AspNetCore.Http;
using Orleans;

namespace Krewe.Gateway.ServiceAccounts;

/// <summary>
/// Gives out tokens: <c>serviceaccounts/NAME/token</c>. A node's agent gets none but those of pods that are bound to its node.
/// </summary>
internal sealed class TokenHandler(IGrainFactory grains, RequestBodies bodies, TokenIssuer issuer, TimeProvider time)
{
    /// <summary>Serves the request.</summary>
    public async Task ServeAsync(ResourceRequest request)
    {
        if (!WriteOptions.Parse(request).TryGet(out var options, out var failure)
            || !(await bodies.ReadRecordAsync<TokenRequest>(request, options.FieldValidation)).TryGet(out var body, out failure)
            || !(await AnswerAsync(request, body)).TryGet(out var answer, out failure))
        {
            await request.Http.SendFailureAsync(failure);
            return;
        }
        await request.Http.SendRecordAsync(StatusCodes.Status201Created, answer);
    }

    private async Task<Outcome<TokenRequest>> AnswerAsync(ResourceRequest request, TokenRequest body)
    {
        var key = request.Path.ObjectId.Key;
        if (await FindAsync<ServiceAccount>(ServiceAccountKind.Instance, key) is not { } account)
            return ApiFailure.NotFound(ServiceAccountKind.Instance, key.Name);
        var spec = TokenRequestRules.Complete(body.Spec);
        if (TokenRequestRules.Check(spec, key.Name) is { } wrong)
            return wrong;
        if (!(await BindAsync(account, spec.BoundObjectRef, request.Caller)).TryGet(out var binding, out var failure))
            return failure;
        var (token, expires) = issuer.Issue(key, binding, spec.Audiences, TimeSpan.FromSeconds(spec.ExpirationSeconds!.Value));
        return body with
        {
            Metadata = body.Metadata with { Name = key.Name, Namespace = key.Namespace, CreationTimestamp = time.GetUtcNow() },
            Spec = spec,
            Status = new TokenRequestStatus { Token = token, ExpirationTimestamp = expires },
        };
    }

    private async Task<Outcome<TokenBinding>> BindAsync(ServiceAccount account, BoundObjectReference? reference, ClientIdentity caller)
    {
        var (space, name) = (account.Metadata.Namespace!, account.Metadata.Name!);
        var binding = new TokenBinding { Namespace = space, ServiceAccount = new BoundObject(name, account.Metadata.Uid) };
        if (reference is null)
            return caller.NodeName is null ? binding : Forbidden(name, "node requested token not bound to a pod");
        switch (reference.ApiVersion, reference.Kind)
        {
            case ("v1", "Pod"):
                if (await FindAsync<Pod>(PodKind.Instance, new ObjectKey(space, reference.Name ?? "")) is not { } pod)
                    return ApiFailure.NotFound(PodKind.Instance, reference.Name ?? "");
                if (pod.Spec.ServiceAccountName != name)
                    return ApiFailure.BadRequest($"cannot bind token for serviceaccount \"{name}\" to pod running with different serviceaccount name.");
                if (caller.NodeName is { } node && node != pod.Spec.NodeName)
                    return Forbidden(name, "node requested token bound to a pod scheduled on a different node");
                return Mismatch(PodKind.Instance, reference, pod.Metadata.Uid) is { } otherPod
                    ? otherPod
                    : binding with { Pod = new BoundObject(reference.Name!, pod.Metadata.Uid), Node = await NodeOfAsync(pod) };
            case (_, _) when caller.NodeName is not null:
                return Forbidden(name, "node requested token not bound to a pod");
            case ("v1", "Secret"):
                if (await FindAsync<Secret>(SecretKind.Instance, new ObjectKey(space, reference.Name ?? "")) is not { } secret)
                    return ApiFailure.NotFound(SecretKind.Instance, reference.Name ?? "");
                return Mismatch(SecretKind.Instance, reference, secret.Metadata.Uid) is { } otherSecret
                    ? otherSecret
                    : binding with { Secret = new BoundObject(reference.Name!, secret.Metadata.Uid) };
            case ("v1", "Node"):
                if (await FindAsync<Node>(NodeKind.Instance, new ObjectKey("", reference.Name ?? "")) is not { } machine)
                    return ApiFailure.NotFound(NodeKind.Instance, reference.Name ?? "");
                return Mismatch(NodeKind.Instance, reference, machine.Metadata.Uid) is { } otherNode
                    ? otherNode
                    : binding with { Node = new BoundObject(reference.Name!, machine.Metadata.Uid) };
            default:
                return ApiFailure.BadRequest($"cannot bind token to object of type {GroupVersionKind.Parse(reference.ApiVersion ?? "", reference.Kind ?? "")}");
        }
    }

    private async Task<BoundObject?> NodeOfAsync(Pod pod) => pod.Spec.NodeName is { Length: > 0 } node
        ? new BoundObject(node, (await FindAsync<Node>(NodeKind.Instance, new ObjectKey("", node)))?.Metadata.Uid)
        : null;

    private async Task<T?> FindAsync<T>(KindDefinition kind, ObjectKey key) where T : Model.Meta.ApiObject =>
        (await grains.GetCollection(kind).Get(key))?.As<T>();

    private static ApiFailure? Mismatch(KindDefinition kind, BoundObjectReference reference, string? uid) =>
        string.IsNullOrEmpty(reference.Uid) || reference.Uid == uid
            ? null
            : ApiFailure.Conflict(kind, reference.Name ?? "",
                $"the UID in the bound object reference ({reference.Uid}) does not match the UID in record. The object might have been deleted and then recreated");

    private static ApiFailure Forbidden(string account, string why) => ApiFailure.Forbidden(ServiceAccountKind.Instance, account, why);
}
