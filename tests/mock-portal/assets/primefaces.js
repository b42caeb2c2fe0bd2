/* The page's own script: one queue of partial requests, and what their answers do to the page. */
var PrimeFaces = (function () {
  "use strict";

  var queue = [];
  var afterUpdate = [];

  function formOf(node) {
    return node ? node.closest("form") : null;
  }

  /* Disabled fields and unticked boxes stay out, as in any form. */
  function body(request, form) {
    var fields = new URLSearchParams();
    fields.append("javax.faces.partial.ajax", "true");
    fields.append("javax.faces.source", request.source);
    fields.append("javax.faces.partial.execute", request.process === "@this" ? request.source : "@all");
    if (request.event) {
      fields.append("javax.faces.behavior.event", request.event);
      fields.append("javax.faces.partial.event", "change");
    } else {
      fields.append(request.source, request.source);
    }
    (request.params || []).forEach(function (pair) { fields.append(pair[0], pair[1]); });
    new FormData(form).forEach(function (value, name) { fields.append(name, value); });
    return fields;
  }

  function showStatus(busy) {
    document.querySelectorAll(".ui-ajaxstatus-start").forEach(function (node) {
      node.style.display = busy ? "block" : "none";
    });
  }

  function finish() {
    queue.shift();
    if (queue.length) {
      send(queue[0]);
    } else {
      showStatus(false);
    }
  }

  function send(request) {
    var form = document.getElementById(request.form);
    if (!form) {
      finish();
      return;
    }
    showStatus(true);
    var xhr = new XMLHttpRequest();
    var url = form.querySelector("[name='javax.faces.encodedURL']");
    xhr.open("POST", url ? url.value : form.action);
    xhr.setRequestHeader("Faces-Request", "partial/ajax");
    xhr.setRequestHeader("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8");
    xhr.onload = function () {
      try {
        answer(request, xhr.responseXML, form.action);
      } finally {
        finish();
      }
    };
    xhr.onerror = finish;
    xhr.send(body(request, form).toString());
  }

  function answer(request, xml, action) {
    if (!xml || !xml.querySelector("partial-response")) {
      console.error("partial response expected");
      return;
    }
    var redirect = xml.querySelector("redirect");
    if (redirect) {
      window.location.assign(redirect.getAttribute("url"));
      return;
    }
    var error = xml.querySelector("error > error-name");
    if (error) {
      console.error(error.textContent);
      return;
    }
    var extension = xml.querySelector("extension[type='args']");
    var args = extension ? JSON.parse(extension.textContent) : {};
    var focused = document.activeElement ? document.activeElement.id : "";
    xml.querySelectorAll("update").forEach(function (update) {
      var id = update.getAttribute("id");
      if (id.indexOf("javax.faces.ViewState") >= 0) {
        renewViewState(action, update.textContent);
      } else if (request.rowsOnly === id) {
        document.getElementById(id + "_data").innerHTML = update.textContent;
      } else {
        replace(id, update.textContent);
      }
    });
    restoreFocus(focused);
    afterUpdate.forEach(function (follow) { follow(args); });
    if (request.oncomplete) {
      request.oncomplete(args);
    }
  }

  function renewViewState(action, value) {
    Array.prototype.forEach.call(document.forms, function (form) {
      if (form.action === action && form.elements["javax.faces.ViewState"]) {
        form.elements["javax.faces.ViewState"].value = value;
      }
    });
  }

  function replace(id, html) {
    var old = document.getElementById(id);
    if (!old) {
      return;
    }
    var holder = document.createElement("template");
    holder.innerHTML = html.trim();
    old.replaceWith(holder.content);
  }

  function restoreFocus(id) {
    var node = id ? document.getElementById(id) : null;
    if (node && node !== document.activeElement) {
      node.focus();
    }
  }

  return {
    ajax: {
      Queue: {
        isEmpty: function () { return queue.length === 0; }
      }
    },
    afterUpdate: afterUpdate,
    /* Sends a form as a whole page. */
    submit: function (id) { document.getElementById(id).submit(); },
    /* Queues one partial request. */
    ab: function (request) {
      var form = formOf(document.getElementById(request.source) || document.getElementById(request.source + "_input"));
      if (!form) {
        return;
      }
      request.form = form.id;
      queue.push(request);
      if (queue.length === 1) {
        send(request);
      }
    }
  };
})();
