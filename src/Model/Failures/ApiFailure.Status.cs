using Krewe.Model.Meta;

namespace Krewe.Model.Failures;

/// <content>The form in which clients see a failure.</content>
public sealed partial record ApiFailure
{
    /// <summary>The HTTP status code of the reason.</summary>
    public int Code => Reason switch
    {
        FailureReason.BadRequest => 400,
        FailureReason.Unauthorized => 401,
        FailureReason.Forbidden => 403,
        FailureReason.NotFound => 404,
        FailureReason.MethodNotAllowed => 405,
        FailureReason.NotAcceptable => 406,
        FailureReason.AlreadyExists or FailureReason.Conflict => 409,
        FailureReason.Expired => 410,
        FailureReason.RequestEntityTooLarge => 413,
        FailureReason.UnsupportedMediaType => 415,
        FailureReason.Invalid => 422,
        FailureReason.TooManyRequests => 429,
        FailureReason.ServiceUnavailable => 503,
        FailureReason.Timeout => 504,
        _ => 500,
    };

    /// <summary>The <c>Status</c> object.</summary>
    public Status ToStatus()
    {
        var details = new StatusDetails
        {
            Kind = string.IsNullOrEmpty(Kind) ? null : Kind,
            Group = string.IsNullOrEmpty(Group) ? null : Group,
            Name = string.IsNullOrEmpty(Name) ? null : Name,
            Uid = Uid,
            Causes = [.. Causes.Select(c => new StatusCause { Reason = c.Reason.ToString(), Message = c.Message, Field = c.Field.Length == 0 ? null : c.Field })],
            RetryAfterSeconds = RetryAfter is { } delay ? Math.Max(1, (int)Math.Ceiling(delay.TotalSeconds)) : null,
        };
        return new Status
        {
            Outcome = "Failure",
            Message = Message,
            Reason = Reason.ToString(),
            Details = details == new StatusDetails() ? null : details,
            Code = Code,
        };
    }
}
