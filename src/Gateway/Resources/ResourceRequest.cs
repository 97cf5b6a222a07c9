using Krewe.Gateway.Authentication;
using Krewe.Gateway.Negotiation;
using Krewe.Gateway.Routing;
using Microsoft.AspNetCore.Http;

namespace Krewe.Gateway.Resources;

/// <summary>One request for a resource, after everything that all of them have in common has been found out.</summary>
/// <param name="Http">The request and its answer.</param>
/// <param name="Path">What it names.</param>
/// <param name="Verb">What it wants.</param>
/// <param name="Caller">Who sends it.</param>
/// <param name="Form">The form of the answer.</param>
/// <param name="Cancellation">Ends the work when the client is gone or the time is up; for watches and logs, also when the server stops.</param>
internal sealed record ResourceRequest(
    HttpContext Http, ResourcePath Path, ApiVerb Verb, ClientIdentity Caller, AnswerForm Form, CancellationToken Cancellation)
{
    /// <summary>The parameters of the URL.</summary>
    public RequestQuery Query => new(Http.Request.Query);
}
