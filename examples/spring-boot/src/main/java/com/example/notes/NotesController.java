package com.example.notes;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Notes over HTTP. */
@RestController
class NotesController {
  private final Notes notes;

  NotesController(Notes notes) {
    this.notes = notes;
  }

  @PostMapping("/notes")
  Note add(@RequestBody String text) {
    return notes.save(new Note(text));
  }

  /** Without {@code -parameters} in the class file, the name of the parameter would be unknown. */
  @GetMapping("/notes")
  List<Note> find(@RequestParam(defaultValue = "") String part) {
    return notes.findByTextContaining(part);
  }

  @GetMapping("/notes/{id}")
  Note one(@PathVariable Long id) {
    return notes.findById(id).orElseThrow(() -> new IllegalStateException("no note " + id));
  }
}
