using System.Text.Json.Nodes;
using Krewe.Gateway.Authentication;
using Krewe.Gateway.Authorization;
using Krewe.Gateway.Bodies;
using Krewe.Gateway.Resources;
using Krewe.Gateway.Resources.Writes;
using Krewe.Gateway.Responses;
using Krewe.Gateway.ServiceAccounts;
using Krewe.Model.Authentication;
using Krewe.Model.Authorization;
using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Microsoft.AspNetCore.Http;

namespace Krewe.Gateway.Reviews;

/// <summary>
/// Answers questions about callers and rights: who is this, may they do that (<c>kubectl auth whoami</c>, <c>auth can-i</c>). The answer is the
/// question with a status; nothing is kept.
/// </summary>
internal sealed class ReviewHandler(Authenticator authenticator, Authorizer authorizer, RequestBodies bodies, AnswerWriter answers)
{
    /// <summary>Where clients of before 1.28 ask who they are.</summary>
    public const string BetaPath = "/apis/authentication.k8s.io/v1beta1/selfsubjectreviews";

    /// <summary>Serves a question.</summary>
    public async Task ServeAsync(ResourceRequest request)
    {
        if (!WriteOptions.Parse(request).TryGet(out var options, out var failure)
            || !(await bodies.ReadObjectAsync(request, options.FieldValidation)).TryGet(out var body, out failure)
            || (failure = BodyChecks.Namespace(body.Value.Metadata, request.Path)) is not null
            || !(await AnswerAsync(body.Value, request)).TryGet(out var answer, out failure))
        {
            await request.Http.SendFailureAsync(failure);
            return;
        }
        request.Http.AddWarnings(body.Warnings);
        await answers.SendObjectAsync(request, ApiDocument.Draft(answer), StatusCodes.Status201Created);
    }

    /// <summary>Tells a caller who it is, in the version that was before <c>v1</c>. The question says nothing that matters.</summary>
    public Task ServeBetaAsync(HttpContext context, ClientIdentity caller)
    {
        var json = JsonNode.Parse(ApiJson.Write(WhoAmI(new SelfSubjectReview(), caller)).Span)!;
        json["apiVersion"] = "authentication.k8s.io/v1beta1";
        return context.SendJsonAsync(StatusCodes.Status201Created, System.Text.Encoding.UTF8.GetBytes(json.ToJsonString()));
    }

    private async Task<Outcome<ApiObject>> AnswerAsync(ApiObject question, ResourceRequest request) => question switch
    {
        SelfSubjectReview review => WhoAmI(review, request.Caller),
        TokenReview review => await WhoseAsync(review),
        SelfSubjectAccessReview review => Status(review.Definition, request.Caller, review.Spec.ResourceAttributes, review.Spec.NonResourceAttributes, null, null)
            .TryGet(out var status, out var failure) ? review with { Status = status } : failure,
        SubjectAccessReview review => Status(review.Definition, review.Spec).TryGet(out var status, out var failure) ? review with { Status = status } : failure,
        LocalSubjectAccessReview review => AccessReviewRules.CheckLocal(review, request.Path.Namespace) is { } wrong ? wrong
            : Status(review.Definition, review.Spec).TryGet(out var status, out var failure) ? review with { Status = status } : failure,
        SelfSubjectRulesReview review => Rules(review, request.Caller),
        _ => ApiFailure.NoSuchResource(),
    };

    private static SelfSubjectReview WhoAmI(SelfSubjectReview review, ClientIdentity caller) =>
        review with { Status = new SelfSubjectReviewStatus { UserInfo = caller.ToUserInfo() } };

    private async Task<Outcome<ApiObject>> WhoseAsync(TokenReview review)
    {
        if (string.IsNullOrEmpty(review.Spec.Token))
            return ApiFailure.BadRequest("token is required for TokenReview in authentication");
        var asked = review.Spec.Audiences;
        var status = await authenticator.ReviewAsync(review.Spec.Token, asked.Count > 0 ? asked : TokenVerifier.OwnAudiences) switch
        {
            TokenVerdict.Proven proven => new TokenReviewStatus { Authenticated = true, User = proven.Identity.ToUserInfo(), Audiences = proven.Audiences },
            TokenVerdict.Refused refused => new TokenReviewStatus { Error = refused.Why },
            var other => throw new InvalidOperationException($"unknown verdict {other}"),
        };
        return review with { Status = status };
    }

    private Outcome<SubjectAccessReviewStatus> Status(KindDefinition kind, SubjectAccessReviewSpec spec)
    {
        var subject = new ClientIdentity(spec.User ?? "", spec.Groups, spec.Uid ?? "") { Extra = spec.Extra };
        return Status(kind, subject, spec.ResourceAttributes, spec.NonResourceAttributes, spec.User, spec.Groups);
    }

    private Outcome<SubjectAccessReviewStatus> Status(
        KindDefinition kind, ClientIdentity subject, ResourceAttributes? resource, NonResourceAttributes? path, string? user, IReadOnlyList<string>? groups)
    {
        if (!AccessReviewRules.Read(kind, resource, path, user, groups).TryGet(out var request, out var failure))
            return failure;
        var decision = authorizer.Decide(subject, request);
        return new SubjectAccessReviewStatus { Allowed = decision.Allowed, Reason = decision.Reason.Length > 0 ? decision.Reason : null };
    }

    private Outcome<ApiObject> Rules(SelfSubjectRulesReview review, ClientIdentity caller)
    {
        if (string.IsNullOrEmpty(review.Spec.Namespace))
            return ApiFailure.BadRequest("no namespace on request");
        var rules = authorizer.RulesOf(caller, review.Spec.Namespace);
        return review with
        {
            Status = new SubjectRulesReviewStatus
            {
                ResourceRules =
                [
                    .. rules.Where(rule => rule.Resources.Count > 0).Select(rule => new ResourceRule
                    {
                        Verbs = rule.Verbs, ApiGroups = rule.ApiGroups, Resources = rule.Resources, ResourceNames = rule.ResourceNames,
                    }),
                ],
                NonResourceRules = [.. rules.Where(rule => rule.Paths.Count > 0).Select(rule => new NonResourceRule { Verbs = rule.Verbs, NonResourceUrls = rule.Paths })],
                Incomplete = false,
            },
        };
    }
}
