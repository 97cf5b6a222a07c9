using Krewe.Gateway.Authentication;
using Krewe.Gateway.Responses;
using Microsoft.AspNetCore.Http;

namespace Krewe.Gateway.Reviews;

/// <summary>
/// Questions of callers about themselves: who am I (<c>kubectl auth whoami</c>), may I do this (<c>kubectl auth can-i</c>).
/// They are answered from the credential alone; the body of the question makes no difference while administrators may do everything.
/// </summary>
internal static class SelfReviews
{
    private const string WhoAmI = "/apis/authentication.k8s.io/v1/selfsubjectreviews";
    private const string MayI = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

    /// <summary>Serves a question, or says that the path is none.</summary>
    public static bool TryServe(HttpContext context, string path, ClientIdentity caller, out Task serving)
    {
        serving = Task.CompletedTask;
        if (!HttpMethods.IsPost(context.Request.Method))
            return false;
        switch (path)
        {
            case WhoAmI:
                serving = context.SendJsonAsync(StatusCodes.Status201Created, Identity(caller));
                return true;
            case MayI:
                serving = context.SendJsonAsync(StatusCodes.Status201Created, Access(caller));
                return true;
            default:
                return false;
        }
    }

    private static ReadOnlyMemory<byte> Identity(ClientIdentity caller) => GatewayJson.Write(caller, static (json, caller) =>
    {
        json.WriteStartObject();
        json.WriteString("kind"u8, "SelfSubjectReview"u8);
        json.WriteString("apiVersion"u8, "authentication.k8s.io/v1"u8);
        json.WriteStartObject("metadata"u8);
        json.WriteNull("creationTimestamp"u8);
        json.WriteEndObject();
        json.WriteStartObject("status"u8);
        json.WriteStartObject("userInfo"u8);
        json.WriteString("username"u8, caller.User);
        if (caller.Uid.Length > 0)
            json.WriteString("uid"u8, caller.Uid);
        json.WriteStartArray("groups"u8);
        foreach (var group in caller.Groups)
            json.WriteStringValue(group);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private static ReadOnlyMemory<byte> Access(ClientIdentity caller) => GatewayJson.Write(caller, static (json, caller) =>
    {
        json.WriteStartObject();
        json.WriteString("kind"u8, "SelfSubjectAccessReview"u8);
        json.WriteString("apiVersion"u8, "authorization.k8s.io/v1"u8);
        json.WriteStartObject("metadata"u8);
        json.WriteNull("creationTimestamp"u8);
        json.WriteEndObject();
        json.WriteStartObject("spec"u8);
        json.WriteEndObject();
        json.WriteStartObject("status"u8);
        json.WriteBoolean("allowed"u8, caller.NodeName is null);
        json.WriteEndObject();
        json.WriteEndObject();
    });
}
