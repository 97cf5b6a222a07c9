namespace Krewe.Model.Failures;

/// <summary>Why a request failed; the names are the API's <c>StatusReason</c>s.</summary>
public enum FailureReason
{
    /// <summary>400.</summary>
    BadRequest,

    /// <summary>401.</summary>
    Unauthorized,

    /// <summary>403.</summary>
    Forbidden,

    /// <summary>404.</summary>
    NotFound,

    /// <summary>405.</summary>
    MethodNotAllowed,

    /// <summary>406.</summary>
    NotAcceptable,

    /// <summary>409: the object exists.</summary>
    AlreadyExists,

    /// <summary>409: the object has changed since it was read, or a precondition does not hold.</summary>
    Conflict,

    /// <summary>410: the resourceVersion is too old.</summary>
    Expired,

    /// <summary>413.</summary>
    RequestEntityTooLarge,

    /// <summary>415.</summary>
    UnsupportedMediaType,

    /// <summary>422.</summary>
    Invalid,

    /// <summary>429.</summary>
    TooManyRequests,

    /// <summary>500.</summary>
    InternalError,

    /// <summary>503: try again; nothing is known to be written.</summary>
    ServiceUnavailable,

    /// <summary>504: the request took too long.</summary>
    Timeout,
}
